// The service's errors, in words for the person at the page.

const words = {
  0: 'The service does not answer. Your pictures are safe; trying again as soon as it is back.',
  404: 'That is not here any more.',
  409: 'Not ready yet; try again in a moment.',
  413: 'This file is larger than the service accepts.',
  415: 'This is not a picture that ImageSearch can read. It takes JPEG, PNG, GIF, WebP, TIFF, AVIF and BMP.',
  422: 'The picture is empty, cut off or damaged.',
  429: 'The service is busy; trying again in a moment.',
  502: 'The service does not answer. It may be starting.',
  503: 'The service is not ready yet; trying again in a moment.',
  504: 'The service took too long to answer.',
  507: 'The disk is full. Make room, then try again.',
};

/** An answer that is not a success, or a missing answer (status 0). `message` is written for the person at the page. */
export class Problem extends Error {
  constructor(status, body = {}, retryAfter = null) {
    super(body.detail || words[status] || body.title || `The service answered with an error (${status}). Look at its log.`);
    this.name = 'Problem';
    this.status = status;
    this.body = body;
    /** Milliseconds the service asks to wait, or null. */
    this.retryAfter = retryAfter;
  }

  /** Whether the service does not answer at the moment. */
  get isAway() {
    return this.status === 0 || this.status === 502 || this.status === 504;
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.isAway || this.status === 429 || this.status === 503;
  }
}

/** Milliseconds of a Retry-After header in seconds, or null. */
export function retryAfterOf(header) {
  const seconds = Number.parseFloat(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 120) * 1000 : null;
}

/** Milliseconds to wait before the next attempt: what the service asks for, else longer each time. Null where trying again cannot help. */
export function patience(problem, attempt) {
  if (!problem.isPassing) {
    return null;
  }
  return problem.retryAfter ?? Math.min(10_000, 500 * 2 ** attempt);
}

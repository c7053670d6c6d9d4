// A crop is a box {x, y, width, height} in fractions (0-1) of the upright picture.

/** The shortest side of a crop. */
export const smallest = 0.05;

export const whole = Object.freeze({ x: 0, y: 0, width: 1, height: 1 });

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** The box moved by a fraction of the picture, kept inside it. */
export function move(box, dx, dy) {
  return {
    ...box,
    x: clamp(box.x + dx, 0, 1 - box.width),
    y: clamp(box.y + dy, 0, 1 - box.height),
  };
}

/**
 * The box with one handle moved by a fraction of the picture.
 * @param {string} handle any of n, s, e, w, or a corner such as "ne"
 */
export function resize(box, handle, dx, dy) {
  let left = box.x;
  let top = box.y;
  let right = box.x + box.width;
  let bottom = box.y + box.height;
  if (handle.includes('w')) {
    left = clamp(left + dx, 0, right - smallest);
  }
  if (handle.includes('e')) {
    right = clamp(right + dx, left + smallest, 1);
  }
  if (handle.includes('n')) {
    top = clamp(top + dy, 0, bottom - smallest);
  }
  if (handle.includes('s')) {
    bottom = clamp(bottom + dy, top + smallest, 1);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The box between two points, each {x, y} in fractions; never smaller than the smallest. */
export function between(a, b) {
  const left = clamp(Math.min(a.x, b.x), 0, 1 - smallest);
  const top = clamp(Math.min(a.y, b.y), 0, 1 - smallest);
  return {
    x: left,
    y: top,
    width: clamp(Math.abs(a.x - b.x), smallest, 1 - left),
    height: clamp(Math.abs(a.y - b.y), smallest, 1 - top),
  };
}

export function isWhole(box) {
  return !box || (box.x < 0.005 && box.y < 0.005 && box.width > 0.99 && box.height > 0.99);
}

/** "x,y,width,height"; empty for the whole picture. */
export function toText(box) {
  if (isWhole(box)) {
    return '';
  }
  // Rounding down keeps x + width within 1.
  const short = (value) => String(Math.floor(value * 1000) / 1000);
  return [box.x, box.y, box.width, box.height].map(short).join(',');
}

/** The box of such a text, or null where it is not valid. */
export function fromText(text) {
  const parts = String(text ?? '').split(',').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 1))) {
    return null;
  }
  const [x, y, width, height] = parts;
  return width > 0 && height > 0 && x + width <= 1.0005 && y + height <= 1.0005
    ? { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) }
    : null;
}

// Numbers, sizes and times as readable English text.

const whole = new Intl.NumberFormat('en');

/** "4,210" */
export function count(value) {
  return whole.format(value);
}

/** "1 picture", "4,210 pictures" */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Bytes as "812 B", "24 KB", "3.1 MB": powers of 1,000, two significant digits at least. */
export function bytes(value) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0;
  return `${size.toFixed(digits)} ${units[unit]}`;
}

/** A similarity of 0-1 as "94.5 %". Only a perfect one is "100 %". */
export function percent(similarity) {
  if (similarity >= 0.99995) {
    return '100 %';
  }
  const value = Math.floor(Math.max(0, similarity) * 1000) / 10;
  return `${value.toFixed(1)} %`;
}

/** Pictures a second as "18 a second", "0.4 a second". */
export function rate(perSecond) {
  return `${perSecond >= 10 ? count(Math.round(perSecond)) : perSecond.toFixed(1)} a second`;
}

/** Seconds that remain as "a few seconds", "40 seconds", "3 minutes", "2 h 10 min"; empty where unknown. */
export function remaining(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) {
    return '';
  }
  if (seconds < 5) {
    return 'a few seconds left';
  }
  if (seconds < 55) {
    return `${Math.ceil(seconds / 5) * 5} seconds left`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${plural(Math.max(1, minutes), 'minute')} left`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

/** An ISO time as a local date and time. */
export function moment(iso) {
  return new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

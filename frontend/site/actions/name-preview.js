// A preview of the names that the service would make from a pattern. It follows the service's rules; the service decides.

const placeholder = /\{(name|category|id|number)\}|\{number:([1-9])\}/g;

const extensionOf = (name) => (name.lastIndexOf('.') > 0 ? name.slice(name.lastIndexOf('.')) : '');

/** The new names of the images, numbered in each category from `start`, or null where the pattern is not valid. */
export function previewNames(images, pattern, start) {
  if (pattern.trim() === '' || /[{}]/.test(pattern.replace(placeholder, ''))) {
    return null;
  }
  const next = new Map();
  return images.map(({ id, name, category }) => {
    const number = next.get(category) ?? start;
    next.set(category, number + 1);
    const extension = extensionOf(name);
    const values = { name: name.slice(0, name.length - extension.length), category: category ?? 'uncategorised', id };
    const padded = (digits = 1) => String(number).padStart(Number(digits), '0');
    return pattern.replace(placeholder, (match, what, digits) => values[what] ?? padded(digits)) + extension;
  });
}

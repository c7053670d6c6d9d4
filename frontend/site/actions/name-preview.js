// What the service will make of a pattern for names, for showing it beforehand. The service decides; this follows its rules.

const placeholder = /\{(name|category|id|number)\}|\{number:([1-9])\}/g;

const extensionOf = (name) => (name.lastIndexOf('.') > 0 ? name.slice(name.lastIndexOf('.')) : '');

/** The new names of the images, numbered in each category from `start`; null where the text is no pattern. */
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
    return pattern.replace(placeholder, (match, what, digits) => values[what] ?? String(number).padStart(Number(digits ?? 1), '0')) + extension;
  });
}

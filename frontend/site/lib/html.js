// An escaping template for markup:
//
//   render(element, html`<p>${name}</p>${items.map((item) => html`<li>${item}</li>`)}`);
//
// Every value is escaped unless it is itself the result of `html`. Arrays are joined; null, undefined and false leave nothing.
// Attribute values must be in double quotes in the template.

// The only place where text becomes markup, so the only one that needs a trusted types policy.
const policy = globalThis.trustedTypes?.createPolicy('imagesearch', { createHTML: (text) => text })
  ?? { createHTML: (text) => text };

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Markup {
  #text;

  constructor(text) {
    this.#text = text;
  }

  toString() {
    return this.#text;
  }
}

export function escape(value) {
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}

function insert(value) {
  if (value === null || value === undefined || value === false) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(insert).join('');
  }
  return value instanceof Markup ? value.toString() : escape(value);
}

/** Markup from a template literal; its values are escaped. */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, part, index) => text + insert(values[index - 1]) + part));
}

/** A DocumentFragment with the nodes of the markup. */
export function fragment(markup) {
  const template = document.createElement('template');
  template.innerHTML = policy.createHTML(insert(markup));
  return template.content;
}

const written = new WeakMap();

/** Replaces everything in the target by the markup. */
export function render(target, markup) {
  written.delete(target);
  target.replaceChildren(fragment(markup));
}

/** Like `render`, but leaves a target alone that already shows the markup, so that its controls keep the focus. */
export function update(target, markup) {
  const text = insert(markup);
  if (written.get(target) !== text) {
    render(target, markup);
    written.set(target, text);
  }
}

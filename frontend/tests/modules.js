// The modules of the site and what each imports, read as text.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const site = fileURLToPath(new URL('../site', import.meta.url));

/** Absolute paths of every file of the site. */
export const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

export const read = (file) => readFileSync(file, 'utf8');

export const withEnding = (...endings) => files.filter((file) => endings.some((ending) => file.endsWith(ending)));

/** The text of a module without the lines that are comments. */
export const codeOf = (file) => read(file).replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');

const matches = (file, pattern) => [...codeOf(file).matchAll(pattern)].map(([, path]) => join(dirname(file), path));

/** The modules that a module needs before it runs. */
export const importsOf = (file) => matches(file, /^(?:import|\} from|.* from) '([^']+)';$/gm);

/** The modules that a module fetches later, by `import('...')`. */
export const laterImportsOf = (file) => matches(file, /\bimport\('([^']+)'\)/g);

/** The module and everything that it needs before it runs. */
export function graphOf(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    importsOf(file).forEach((each) => graphOf(each, seen));
  }
  return seen;
}

// The way about in the server's folders, of which only some roots may be entered.

const isIn = (path, root) => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);

/**
 * Where one can go from a folder besides into it.
 * @param {string} path absolute
 * @param {string[]} roots absolute; what lies above them is closed
 * @returns {{up: string | null, others: string[]}} the folder above it, where that may be entered; the roots that it does not lie in
 */
export function aroundFolder(path, roots) {
  const folder = path.replace(/\/+$/, '') || '/';
  const above = folder.replace(/\/[^/]*$/, '') || '/';
  return {
    up: !roots.includes(folder) && roots.some((root) => isIn(above, root)) ? above : null,
    others: roots.filter((root) => !isIn(folder, root)),
  };
}

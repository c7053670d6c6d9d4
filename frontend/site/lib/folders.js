// Navigation in a tree of folders where only what lies in some roots is open.

const isIn = (path, root) => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);

/**
 * The folders to move to from a folder, besides those in it.
 * @param {string} path absolute
 * @param {string[]} roots absolute; folders above them are closed
 * @returns {{up: string | null, others: string[]}} the parent folder where it is open; the roots that do not contain the folder
 */
export function aroundFolder(path, roots) {
  const folder = path.replace(/\/+$/, '') || '/';
  const above = folder.replace(/\/[^/]*$/, '') || '/';
  return {
    up: !roots.includes(folder) && roots.some((root) => isIn(above, root)) ? above : null,
    others: roots.filter((root) => !isIn(folder, root)),
  };
}

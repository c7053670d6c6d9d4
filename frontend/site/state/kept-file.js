// One file that survives a reload: the picture of the present search. It replaces the previous one and is kept for a day.

const names = ['imagesearch', 'query'];
const longest = 86_400_000;
const largest = 64 * 1024 * 1024;
// A store that never answers must not hold up the page. A busy machine may take seconds, and giving up costs the person the picture.
const patience = 5000;

const settle = (request) => new Promise((resolve, reject) => {
  request.addEventListener('success', () => resolve(request.result));
  request.addEventListener('error', () => reject(request.error));
  request.addEventListener('blocked', () => reject(new Error('blocked')));
});

async function withStore(mode, act) {
  const [base, store] = names;
  const opening = indexedDB.open(base, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(store));
  const database = await settle(opening);
  try {
    return await settle(act(database.transaction(store, mode).objectStore(store)));
  } finally {
    database.close();
  }
}

/** Keeps a file of up to 64 MiB under a key. A null or larger file only clears the store. A browser without a store is no error. */
export async function keepLast(key, file) {
  try {
    await withStore('readwrite', (store) => (file && file.size <= largest
      ? store.put({ key, file, at: Date.now() }, 'last') : store.clear()));
  } catch {
    // Private windows and full disks keep nothing; the person chooses the file again.
  }
}

/** The file kept under this key, or null. */
export async function recallLast(key) {
  try {
    const late = new Promise((resolve) => {
      setTimeout(resolve, patience, null);
    });
    const last = await Promise.race([withStore('readonly', (store) => store.get('last')), late]);
    if (last && Date.now() - last.at > longest) {
      await keepLast(null, null);
    }
    return last?.key === key && Date.now() - last.at <= longest ? last.file : null;
  } catch {
    return null;
  }
}

// Files from a drop, a paste or a chooser as one list, with the files of all folders.

const pictureNames = /\.(jpe?g|jfif|png|gif|webp|tiff?|avif|bmp)$/i;

/** Whether a file may be a picture, by type or name. The service decides by its content. */
export function mayBePicture(file) {
  return file.type ? file.type.startsWith('image/') : pictureNames.test(file.name) || !file.name.includes('.');
}

/** Whether a file is one that an operating system leaves in folders. */
export function isClutter(name) {
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);
}

function readBatch(reader) {
  return new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });
}

async function* walk(entry) {
  if (entry.isFile) {
    yield await new Promise((resolve, reject) => {
      entry.file(resolve, reject);
    });
    return;
  }
  const reader = entry.createReader();
  // A reader returns a hundred entries at a time, and an empty batch at the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const child of batch) {
      yield* walk(child);
    }
  }
}

/** All files of a DataTransfer, folders included. Must be called while its event is being handled. */
export async function filesOf(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const files = [];
  for (const entry of entries) {
    if (entry instanceof File) {
      files.push(entry);
    } else if (entry) {
      for await (const file of walk(entry)) {
        files.push(file);
      }
    }
  }
  return files.filter((file) => !isClutter(file.name));
}

/** Whether a drag carries files rather than text or a link. */
export function carriesFiles(transfer) {
  return transfer?.types.includes('Files') ?? false;
}

/** Hands text to the browser as a download. */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

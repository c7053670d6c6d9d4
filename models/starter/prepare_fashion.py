"""Assemble Fashion-MNIST's training pictures (a folder of PNG files, one folder per class) into one uint8 array.

usage: prepare_fashion.py FOLDER_WITH_0_TO_9 OUT_FOLDER
Writes fashion.npy [60000,28,28], fashion_y.npy and prints their sha256. Order: classes 0 to 9, files sorted by name.
"""
import hashlib
import sys
from pathlib import Path

import numpy as np
from PIL import Image


def main():
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    items = [(p, k) for k in range(10) for p in sorted((root / str(k)).glob("*.png"))]
    images = np.stack([np.asarray(Image.open(p).convert("L"), dtype=np.uint8) for p, _ in items])
    labels = np.array([k for _, k in items], dtype=np.int64)
    for name, data in (("fashion", images), ("fashion_y", labels)):
        np.save(out / f"{name}.npy", data)
        print(name, data.shape, hashlib.sha256(data.tobytes()).hexdigest())


if __name__ == "__main__":
    main()

"""Assemble Tiny ImageNet (unpacked folder) into one uint8 array that training maps into memory.

usage: prepare.py TINY_IMAGENET_FOLDER OUT_FOLDER
Writes train.npy [100000,64,64,3], train_y.npy, val.npy [10000,64,64,3], val_y.npy and prints their sha256.
Order: classes in the order of wnids.txt, files in each class sorted by name; validation in the order of val_annotations.txt.
"""
import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image


def pixels(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def listing(root):
    wnids = (root / "wnids.txt").read_text().split()
    train = [(p, k) for k, w in enumerate(wnids) for p in sorted((root / "train" / w / "images").iterdir())]
    rows = [line.split("\t") for line in (root / "val" / "val_annotations.txt").read_text().splitlines()]
    val = [(root / "val" / "images" / row[0], wnids.index(row[1])) for row in rows]
    return {"train": train, "val": val}


def main():
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name, items in listing(root).items():
        with ProcessPoolExecutor(2) as pool:
            array = np.stack(list(pool.map(pixels, [p for p, _ in items], chunksize=500)))
        labels = np.array([k for _, k in items], dtype=np.int64)
        for suffix, data in (("", array), ("_y", labels)):
            np.save(out / f"{name}{suffix}.npy", data)
            print(name + suffix, data.shape, hashlib.sha256(data.tobytes()).hexdigest())


if __name__ == "__main__":
    main()

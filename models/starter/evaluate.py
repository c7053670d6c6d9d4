"""Measure an ONNX model on labelled folders: Recall@1 and mAP@10, each picture against all the others, and pictures per second.

usage: evaluate.py MODEL.onnx FOLDER --runtime libonnxruntime.so [--resize 64 --crop 64] [--folds 8]
One thread; pictures per second of processor time, so that other work on the machine does not blur it.
"""
import argparse
import time

import numpy as np

from clothing import load
from retrieval import folds, measure
from runtime import Session

MEAN, STD = np.float32((0.485, 0.456, 0.406)), np.float32((0.229, 0.224, 0.225))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("model")
    p.add_argument("folder")
    p.add_argument("--runtime", required=True)
    p.add_argument("--resize", type=int, default=64)
    p.add_argument("--crop", type=int, default=64)
    p.add_argument("--folds", type=int, default=1, help="average over so many random parts of the folder")
    p.add_argument("--batch", type=int, default=8)
    a = p.parse_args()
    images, labels = load(a.folder, a.resize, a.crop)
    session = Session(a.runtime, a.model, threads=1)
    x = ((images.astype(np.float32) / 255 - MEAN) / STD).transpose(0, 3, 1, 2)
    session.run(x[: a.batch])
    start = time.process_time()
    vectors = np.concatenate([session.run(x[i: i + a.batch]) for i in range(0, len(x), a.batch)])
    seconds = time.process_time() - start
    recall, average = folds(vectors, labels, a.folds) if a.folds > 1 else measure(vectors, labels)
    print(f"ONNX Runtime {session.version}: {len(x)} pictures, dimension {vectors.shape[1]}, Recall@1 {recall:.4f}, mAP@10 {average:.4f}, "
          f"{len(x) / seconds:.1f} pictures per processor second")


if __name__ == "__main__":
    main()

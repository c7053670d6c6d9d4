"""Checkpoint -> whitened embedder -> ONNX with float16 weights.

usage: export.py CHECKPOINT DATA_FOLDER OUT.onnx [options]; DATA_FOLDER as written by prepare.py.
Input `image` float32 [batch,3,size,size], output `embedding` float32 [batch,dimension]. Weights are stored as float16 and cast to float32; ONNX Runtime
folds the casts when it opens the model, so that the arithmetic is float32. Beside it goes OUT.pt, the same in float32 for PyTorch, to compare with.
"""
import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional as F

from augment import normalise
from embedder import Embedder
from network import Trunk


def part(text):
    """"1:2:1" -> last stage, 2x2 cells, power 1."""
    stage, cells, power = text.split(":")
    return int(stage), int(cells), float(power)


def load_trunk(checkpoint):
    saved = torch.load(checkpoint, map_location="cpu")
    trunk = Trunk()
    trunk.load_state_dict({k[6:]: v for k, v in saved["shadow"].items() if k.startswith("trunk.")})
    return trunk.eval()


@torch.no_grad()
def features(embedder, images, size, batch=64):
    """Pooled features of uint8 pictures, resized to the model's input, in bfloat16 as in training."""
    rows = []
    for i in range(0, len(images), batch):
        x = normalise(torch.from_numpy(np.ascontiguousarray(images[i: i + batch])))
        x = F.interpolate(x, size=(size, size), mode="bilinear", align_corners=False).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows.append(embedder.features(x).float().numpy())
    return np.concatenate(rows)


def half_weights(model):
    """Store every large float32 initialiser as float16 behind a Cast."""
    for tensor in list(model.graph.initializer):
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= 1024:
            half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half")
            model.graph.initializer.remove(tensor)
            model.graph.initializer.append(half)
            model.graph.node.insert(0, helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
    return model


def main():
    p = argparse.ArgumentParser()
    p.add_argument("checkpoint", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--size", type=int, default=64)
    p.add_argument("--parts", type=part, nargs="+", default=[part("2:5:1"), part("1:2:1"), part("1:1:3")], help="stage from the end : cells : power")
    p.add_argument("--root", type=float, default=0.5)
    p.add_argument("--dimension", type=int, default=512)
    p.add_argument("--shrink", type=float, default=0.05)
    p.add_argument("--every", type=int, default=40, help="whitening is computed on every n-th training picture")
    a = p.parse_args()
    torch.set_num_threads(1)
    embedder = Embedder(load_trunk(a.checkpoint), a.size, a.parts, a.root)
    embedder.whiten(features(embedder, np.load(a.data / "train.npy", mmap_mode="r")[:: a.every], a.size), a.dimension, a.shrink)
    torch.onnx.export(embedder, torch.zeros(2, 3, a.size, a.size), str(a.out), opset_version=13, input_names=["image"], output_names=["embedding"],
                      dynamic_axes={"image": {0: "batch"}, "embedding": {0: "batch"}}, do_constant_folding=True)
    model = half_weights(onnx.load(str(a.out)))
    model.producer_name, model.doc_string = "ImageSearch starter", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, str(a.out))
    data = a.out.read_bytes()
    print(a.out.name, len(data), hashlib.sha256(data).hexdigest())
    torch.save({"state": embedder.state_dict(), "size": a.size, "parts": a.parts, "root": a.root}, a.out.with_suffix(".pt"))


if __name__ == "__main__":
    main()

"""The product's model: trunk, pooling, signed powers, whitening; what export.py writes to ONNX.

A picture and its mirror image go through the trunk and their maps are averaged. Each pooling is a fixed matrix (map cells -> grid cells), so the graph is
plain convolutions and matrix products. Whitening (Jegou and Chum 2012), shrunk, is computed on Tiny ImageNet alone.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def grid_matrix(side, cells):
    """[side*side, cells*cells]: what adaptive average pooling does, as a matrix."""
    unit = torch.eye(side * side).reshape(side * side, 1, side, side)
    return F.adaptive_avg_pool2d(unit, cells).reshape(side * side, cells * cells)


class Pooling(nn.Module):
    """Maps [n,c,s,s] -> L2-normalised [n, c*cells*cells]; power p > 1 is generalised-mean pooling, root 0.5 the signed square root."""

    def __init__(self, side, cells, power=1.0, root=0.5):
        super().__init__()
        self.power, self.root = power, root
        self.register_buffer("matrix", grid_matrix(side, cells))

    def forward(self, x):
        x = x.flatten(2).clamp(min=1e-6)
        x = (x.pow(self.power) if self.power != 1 else x) @ self.matrix
        return F.normalize(x.pow(self.root / self.power).flatten(1), dim=1, eps=1e-6)


class Embedder(nn.Module):
    """float32 [n,3,size,size] -> [n,dimension]. `parts` lists (stage from the end, cells, power)."""

    def __init__(self, trunk, size, parts, root=0.5):
        super().__init__()
        self.trunk, self.parts = trunk.eval(), parts
        with torch.no_grad():
            shapes = [m.shape for m in trunk(torch.zeros(1, 3, size, size))]
        self.pools = nn.ModuleList(Pooling(shapes[-stage][-1], cells, power, root) for stage, cells, power in parts)
        width = sum(shapes[-stage][1] * cells ** 2 for stage, cells, _ in parts)
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("white", torch.eye(width))

    def features(self, x):
        n = x.shape[0]
        maps = self.trunk(torch.cat([x, x.flip(3)]))
        pooled = []
        for pool, (stage, _, _) in zip(self.pools, self.parts):
            m = maps[-stage].float()
            pooled.append(pool((m[:n] + m[n:].flip(3)) * 0.5))
        return torch.cat(pooled, 1)

    def forward(self, x):
        return (self.features(x) - self.mean) @ self.white

    def whiten(self, features, dimension, shrink):
        """Set mean and matrix from features (numpy [n,width]); shrink is a share of the mean kept variance.

        The principal directions come from the pictures' Gram matrix, which is the smaller one when there are fewer pictures than numbers.
        """
        mean = features.mean(0)
        rows = (features - mean).astype(np.float64)
        values, left = np.linalg.eigh(rows @ rows.T / (len(rows) - 1))
        values, left = values[::-1][:dimension], left[:, ::-1][:, :dimension]
        directions = rows.T @ left / np.sqrt(values * (len(rows) - 1))
        self.mean = torch.from_numpy(mean.astype(np.float32))
        self.white = torch.from_numpy((directions / np.sqrt(values + shrink * values.mean())).astype(np.float32))

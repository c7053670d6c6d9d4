"""Recall@1 and mAP@10 of vectors, each against all the others, cosine."""
import numpy as np


def measure(vectors, labels):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = v @ v.T
    np.fill_diagonal(scores, -np.inf)
    top = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    hit = labels[top] == labels[:, None]
    relevant = np.minimum(10, (labels[:, None] == labels[None]).sum(1) - 1)
    precision = hit.cumsum(1) / np.arange(1, 11)
    keep = relevant > 0
    ap = (precision * hit).sum(1)[keep] / relevant[keep]
    return hit[keep, 0].mean(), ap.mean()


def folds(vectors, labels, count=8, seed=0):
    """The same for random parts of a larger set, averaged: parts as large as the test split are as hard as the test split."""
    parts = np.array_split(np.random.default_rng(seed).permutation(len(labels)), count)
    return np.mean([measure(vectors[p], labels[p]) for p in parts], axis=0)

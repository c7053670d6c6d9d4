"""Batches of photographs (Tiny ImageNet) and garments (Fashion-MNIST) for one worker."""
import numpy as np
import torch

from fashion import garments


class Samples:
    """All workers walk the same random order of the photographs; each takes its share of every batch."""

    def __init__(self, a, rank):
        self.a, self.rank = a, rank
        self.order = np.random.default_rng(a.seed)
        self.rng = np.random.default_rng(a.seed + 1000 * rank)
        self.images, self.labels = np.load(a.data / "train.npy", mmap_mode="r"), np.load(a.data / "train_y.npy")
        self.fashion, self.fashion_y = np.load(a.data / "fashion.npy"), np.load(a.data / "fashion_y.npy")
        self.per_epoch = len(self.labels) // a.batch
        self.garments = a.fashion // a.workers

    def __iter__(self):
        while True:
            order = self.order.permutation(len(self.labels))
            for i in range(0, len(order) - self.a.batch + 1, self.a.batch):
                yield np.sort(order[i: i + self.a.batch])[self.rank:: self.a.workers]

    def photographs(self, picked):
        return torch.from_numpy(self.images[picked]), torch.from_numpy(self.labels[picked])

    def dressed(self, photographs):
        """Random garments, some of them laid on the batch's own photographs."""
        chosen = self.rng.integers(len(self.fashion_y), size=self.garments)
        behind = photographs[torch.from_numpy(self.rng.permutation(len(photographs))[: self.garments])]
        return garments(torch.from_numpy(self.fashion[chosen]), behind), torch.from_numpy(self.fashion_y[chosen])

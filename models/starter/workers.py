"""Data-parallel training by processes of one thread each, gradients averaged through shared memory.

On a busy machine this is several times as fast as one process of several OpenMP threads, which wait for each other in every operation instead of once a step.
"""
import torch
from torch import multiprocessing


class Exchange:
    """What the workers share: a row of gradients each, the clock of the first worker, a barrier."""

    def __init__(self, workers, size):
        self.workers = workers
        self.rows = torch.zeros(workers, size).share_memory_()
        self.clock = torch.zeros(1, dtype=torch.float64).share_memory_()
        self.barrier = multiprocessing.get_context("fork").Barrier(workers)

    def average(self, rank, parameters):
        """Replace the gradients by their mean over all workers, bit for bit the same in each."""
        if self.workers == 1:
            return
        row, i = self.rows[rank], 0
        for p in parameters:
            row[i: i + p.numel()].copy_(p.grad.reshape(-1))
            i += p.numel()
        self.barrier.wait()
        mean, i = self.rows.mean(0), 0
        for p in parameters:
            p.grad.copy_(mean[i: i + p.numel()].view(p.shape))
            i += p.numel()

    def progress(self, rank, value):
        """The first worker's value, for all; also keeps the rows from being overwritten too early."""
        if rank == 0:
            self.clock[0] = value
        if self.workers > 1:
            self.barrier.wait()
        return self.clock.item()


def start(function, workers, *arguments):
    """Run function(rank, *arguments) in `workers` processes, this one being the first."""
    others = [multiprocessing.get_context("fork").Process(target=function, args=(rank, *arguments), daemon=True) for rank in range(1, workers)]
    for process in others:
        process.start()
    function(0, *arguments)
    for process in others:
        process.join()

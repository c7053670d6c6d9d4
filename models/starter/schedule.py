"""What changes while training: learning rate and picture size, as functions of progress (0 to 1)."""
import math

WARM = 0.08


def rate(progress, peak):
    """One cycle (Smith 2018): a short linear rise, then half a cosine."""
    if progress < WARM:
        return peak * (0.05 + 0.95 * progress / WARM)
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - WARM) / (1 - WARM))) + 1e-5


def picture_size(progress, sizes):
    """Progressive resizing: equal parts of the schedule for each size."""
    return sizes[min(int(progress * len(sizes)), len(sizes) - 1)]

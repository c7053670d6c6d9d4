"""Augmentation of a whole batch with tensor operations: one affine warp, one colour matrix, one erased rectangle per picture."""
import math

import torch
from torch.nn import functional as F

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
GREY = torch.tensor([0.299, 0.587, 0.114])


def uniform(n, low, high):
    return torch.empty(n).uniform_(low, high)


def warp(n, scale):
    """Random resized crop (Szegedy et al. 2014), flip and a small rotation, as one affine matrix per picture."""
    area, ratio = uniform(n, scale, 1.0), uniform(n, -0.29, 0.29).exp()
    w, h = (area * ratio).sqrt().clamp(max=1), (area / ratio).sqrt().clamp(max=1)
    dx, dy = (1 - w) * uniform(n, -1, 1), (1 - h) * uniform(n, -1, 1)
    flip = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    turn = uniform(n, -0.2, 0.2) * (torch.rand(n) < 0.5)
    c, s = turn.cos(), turn.sin()
    return torch.stack([torch.stack([w * c * flip, -h * s, dx], 1), torch.stack([w * s * flip, h * c, dy], 1)], 1)


def colour(n):
    """Brightness, contrast, saturation, hue and grey (as in SimCLR, Chen et al. 2020) as one 3x3 matrix per picture."""
    eye, grey = torch.eye(3), GREY.expand(3, 3)
    saturation = torch.where(torch.rand(n) < 0.15, torch.zeros(n), uniform(n, 0.5, 1.5))[:, None, None]
    turn = uniform(n, -0.6, 0.6) * (torch.rand(n) < 0.8)  # hue: rotate about the grey axis (Rodrigues)
    axis = torch.full((3,), 1 / math.sqrt(3))
    cross = torch.tensor([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    c, s = turn.cos()[:, None, None], turn.sin()[:, None, None]
    hue = c * eye + s * cross + (1 - c) * torch.outer(axis, axis)
    gain = uniform(n, 0.6, 1.4)[:, None, None]
    return gain * (saturation * eye + (1 - saturation) * grey) @ hue


def erase(x, share):
    """Random erasing (Zhong et al. 2017) with a constant."""
    n, _, size, _ = x.shape
    side = uniform(n, 0.2, 0.5) * size
    cx, cy = uniform(n, 0, size), uniform(n, 0, size)
    grid = torch.arange(size)
    inside_x = (grid[None] - cx[:, None]).abs() < side[:, None] / 2
    inside_y = (grid[None] - cy[:, None]).abs() < side[:, None] / 2
    hole = inside_y[:, :, None] & inside_x[:, None, :] & (torch.rand(n) < share)[:, None, None]
    return x.masked_fill(hole[:, None], 0.0)


def normalise(x):
    """uint8 [n,h,w,3] -> float32 [n,3,h,w], channels last in memory."""
    x = x.permute(0, 3, 1, 2).float().div_(255)
    return (x - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]


def augment(x, size, scale, erased):
    """uint8 [n,h,w,3] -> augmented float32 [n,3,size,size]."""
    n = len(x)
    x = x.permute(0, 3, 1, 2).float().div_(255)
    x = F.grid_sample(x, F.affine_grid(warp(n, scale), (n, 3, size, size), align_corners=False),
                      mode="bilinear", padding_mode="reflection", align_corners=False)
    flat = x.reshape(n, 3, -1)
    centre = flat.mean((1, 2), keepdim=True)
    contrast = uniform(n, 0.6, 1.4)[:, None, None]
    flat = (colour(n) @ ((flat - centre) * contrast + centre)).clamp(0, 1)
    x = (flat.reshape(n, 3, size, size) - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]
    return erase(x, erased).contiguous(memory_format=torch.channels_last)

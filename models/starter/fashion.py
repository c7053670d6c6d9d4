"""Fashion-MNIST pictures (28 px, grey, black background) made to look a little more like photographs of clothes.

The garment is cut out with a soft mask, tinted, sometimes inverted, and laid on a plain, shaded or photographed (Tiny ImageNet, blurred at random) background.
"""
import torch
from torch.nn import functional as F

from augment import uniform

SIZE = 64


def backgrounds(photos):
    """uint8 [n,64,64,3] -> [n,3,64,64] in 0..1: a third each plain, shaded, photographed."""
    n = len(photos)
    first, second = torch.rand(n, 3, 1, 1), torch.rand(n, 3, 1, 1)
    ramp = torch.linspace(0, 1, SIZE)
    ramp = torch.where(torch.rand(n, 1, 1, 1) < 0.5, ramp.view(1, 1, SIZE, 1), ramp.view(1, 1, 1, SIZE))
    shaded = first + (second - first) * ramp * torch.rand(n, 1, 1, 1)
    sharp = photos.permute(0, 3, 1, 2).float() / 255
    soft = F.interpolate(F.avg_pool2d(sharp, 4), size=(SIZE, SIZE), mode="bilinear", align_corners=False)
    photo = torch.where(torch.rand(n, 1, 1, 1) < 0.5, sharp, soft)
    kind = torch.randint(0, 3, (n, 1, 1, 1))
    return torch.where(kind == 0, first.expand_as(photo), torch.where(kind == 1, shaded, photo))


def garments(images, photos):
    """uint8 [n,28,28] and uint8 [n,64,64,3] -> uint8 [n,64,64,3]."""
    n = len(images)
    grey = images[:, None].float() / 255
    mask = F.max_pool2d((grey > 0.04).float(), 3, 1, 1)
    mask = -F.max_pool2d(-mask, 3, 1, 1)  # closing fills the holes of white garments
    size = int(torch.randint(44, SIZE + 1, ()))
    margin = SIZE - size
    left, top = int(torch.randint(0, margin + 1, ())), int(torch.randint(0, margin + 1, ()))
    place = (left, margin - left, top, margin - top)
    grey = F.pad(F.interpolate(grey, size=(size, size), mode="bicubic", align_corners=False), place).clamp(0, 1)
    mask = F.pad(F.interpolate(mask, size=(size, size), mode="bilinear", align_corners=False), place)
    mask = ((mask - 0.45) / 0.4).clamp(0, 1)
    light = torch.where(torch.rand(n, 1, 1, 1) < 0.7, 1 - grey, grey)  # the originals are negatives
    dark, bright = torch.rand(n, 3, 1, 1) * 0.5, 0.4 + torch.rand(n, 3, 1, 1) * 0.6
    cloth = dark + (bright - dark) * light
    cloth = cloth + torch.randn(n, 1, SIZE, SIZE) * uniform(n, 0, 0.06)[:, None, None, None]
    x = cloth * mask + backgrounds(photos) * (1 - mask)
    return (x.clamp(0, 1) * 255).byte().permute(0, 2, 3, 1)

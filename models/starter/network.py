"""The network: a ResNet-18 (He et al. 2015) with the small-picture stem and the averaging shortcuts of ResNet-D (He et al. 2018).

Three stages; the first one works at a quarter of the input's side, so 64-px pictures give maps of 16, 8 and 4 px. A fourth stage, at 2 px, would cost a
third of the time and mostly multiply padding.
"""
import torch
from torch import nn
from torch.nn import functional as F


def conv(inputs, outputs, kernel, stride=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.norm1 = conv(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.norm2 = conv(outputs, outputs, 3), nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            pool = [nn.AvgPool2d(2, ceil_mode=True)] if stride == 2 else []
            self.shortcut = nn.Sequential(*pool, conv(inputs, outputs, 1), nn.BatchNorm2d(outputs))
        nn.init.zeros_(self.norm2.weight)

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)), inplace=True)
        return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x), inplace=True)


class Trunk(nn.Module):
    """Picture -> the maps of all stages."""

    def __init__(self, widths=(64, 128, 320), depths=(2, 2, 3)):
        super().__init__()
        self.widths = widths
        self.stem = nn.Sequential(
            conv(3, 32, 3, 2), nn.BatchNorm2d(32), nn.ReLU(True),
            conv(32, widths[0], 3, 2), nn.BatchNorm2d(widths[0]), nn.ReLU(True))
        self.stages, inputs = nn.ModuleList(), widths[0]
        for k, (width, depth) in enumerate(zip(widths, depths)):
            strides = [1 if k == 0 else 2] + [1] * (depth - 1)
            self.stages.append(nn.Sequential(
                *(Block(inputs if j == 0 else width, width, s) for j, s in enumerate(strides))))
            inputs = width

    def forward(self, x):
        x, maps = self.stem(x), []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return maps


def gem(x, power=3.0):
    """Generalised-mean pooling (Radenovic et al. 2017), in float32."""
    return x.float().clamp(min=1e-6).pow(power).mean((2, 3)).pow(1 / power)


class Head(nn.Module):
    """Pooled features -> class logits and a point for the contrastive loss."""

    def __init__(self, features, classes, projection=128):
        super().__init__()
        self.norm = nn.BatchNorm1d(features)
        self.classify = nn.Linear(features, classes)
        self.project = nn.Sequential(nn.Linear(features, 512), nn.ReLU(), nn.Linear(512, projection))

    def forward(self, x):
        x = self.norm(x)
        return self.classify(x), self.project(x)


class Learner(nn.Module):
    """Trunk plus the heads that exist only while training: photographs (last stage, and the stage before it) and garments (both stages)."""

    def __init__(self, trunk, classes=200, garments=10):
        super().__init__()
        self.trunk = trunk
        third, last = trunk.widths[-2:]
        self.main, self.aux, self.garment = Head(last, classes), Head(third, classes), Head(third + last, garments)

    def forward(self, x, photos):
        """The first `photos` pictures are photographs, the others garments."""
        maps = self.trunk(x)
        third, last = gem(maps[-2]), gem(maps[-1])
        both = torch.cat([third, last], 1)
        return self.main(last[:photos]), self.aux(third[:photos]), self.garment(both[photos:]) if len(x) > photos else None

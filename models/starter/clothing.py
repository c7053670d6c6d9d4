"""Labelled folders of pictures as arrays, prepared as the product does it: shorter side to `resize` (linear, antialiased), centre crop."""
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}


def prepare(path, resize, crop):
    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image).convert("RGB")
    w, h = image.size
    scale = resize / min(w, h)
    w, h = max(resize, round(w * scale)), max(resize, round(h * scale))
    image = image.resize((w, h), Image.Resampling.BILINEAR)
    left, top = (w - crop) // 2, (h - crop) // 2
    return np.asarray(image.crop((left, top, left + crop, top + crop)), dtype=np.uint8)


def load(folder, resize, crop):
    """Folder of category folders -> uint8 [n,crop,crop,3], labels."""
    folders = sorted(p for p in Path(folder).iterdir() if p.is_dir())
    items = [(p, k) for k, f in enumerate(folders) for p in sorted(f.iterdir()) if p.suffix.lower() in SUFFIXES]
    return np.stack([prepare(p, resize, crop) for p, _ in items]), np.array([k for _, k in items])

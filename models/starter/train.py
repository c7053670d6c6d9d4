"""Train the starter model from scratch: train.py DATA OUT (--epochs N | --minutes M) [options], see options.py.

Loss: cross-entropy with label smoothing on the last stage; the same, with a smaller weight, on the stage before it (deep supervision, Lee et al. 2014);
and for the garments cross-entropy and the supervised-contrastive loss on both stages together. SGD with Nesterov momentum, bfloat16 autocast.
"""
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from augment import augment
from averaged import Averaged
from losses import supcon
from network import Learner, Trunk
from options import arguments
from samples import Samples
from schedule import picture_size, rate
from workers import Exchange, start

NAMES = ("ce", "aux", "fashion", "supcon")


def learner(a):
    torch.manual_seed(a.seed)
    model = Learner(Trunk()).to(memory_format=torch.channels_last)
    if a.init:
        saved = torch.load(a.init)["shadow"]
        model.trunk.load_state_dict({k[6:]: v for k, v in saved.items() if k.startswith("trunk.")})
    return model


def optimiser_for(parameters, a):
    for p in parameters:
        p.grad = torch.zeros_like(p)
    return torch.optim.SGD([{"params": [p for p in parameters if p.ndim > 1], "weight_decay": a.decay},
                            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0}],
                           lr=a.lr, momentum=0.9, nesterov=True)


def losses(model, samples, picked, size, a):
    """Forward pass of one batch: the four losses."""
    x, y = samples.photographs(picked)
    if samples.garments:
        dressed, g = samples.dressed(x)
        x = torch.cat([x, dressed])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        main, aux, garment = model(augment(x, size, a.scale, a.erase), len(y))
    zero = torch.zeros(())

    def cross_entropy(head, labels):
        return F.cross_entropy(head[0].float(), labels, label_smoothing=a.smoothing)

    if not samples.garments:
        return cross_entropy(main, y), cross_entropy(aux, y), zero, zero
    contrast = supcon(garment[1].float(), g) if a.supcon else zero
    return cross_entropy(main, y), cross_entropy(aux, y), cross_entropy(garment, g), contrast


def save(a, model, averaged, epochs):
    file = a.out / "checkpoint.pt"
    told = {k: str(v) if isinstance(v, Path) else v for k, v in vars(a).items()}
    torch.save({"arguments": told, "epochs": epochs, "shadow": averaged.weights, "model": model.state_dict()}, file.with_suffix(".new"))
    file.with_suffix(".new").rename(file)


def work(rank, a, exchange):
    """What one worker does; the first one also averages, logs, validates and saves."""
    torch.set_num_threads(1)
    model, samples = learner(a), Samples(a, rank)
    torch.manual_seed(a.seed + 1000 * rank)  # the same weights in every worker, but other augmentation
    val, val_y = np.load(a.data / "val.npy")[:5000], torch.from_numpy(np.load(a.data / "val_y.npy")[:5000])
    averaged, parameters = Averaged(model), list(model.parameters())
    optimiser, quarter = optimiser_for(parameters, a), samples.per_epoch // 4
    began, totals, size = time.time(), [], a.sizes[0]
    for step, picked in enumerate(samples):
        minutes = (time.time() - began) / 60
        progress = exchange.progress(rank, step / (a.epochs * samples.per_epoch) if a.epochs else minutes / a.minutes)
        if rank == 0 and step and (progress >= 1 or step % quarter == 0):
            val_share = averaged.accuracy(model, val, val_y) if progress >= 1 or step % (4 * quarter) == 0 else float("nan")
            means = " ".join(f"{name} {mean:.3f}" for name, mean in zip(NAMES, np.mean(totals, 0)))
            print(f"epoch {step / samples.per_epoch:.2f} minutes {minutes:.1f} progress {progress:.3f} size {size} {means} val {val_share:.4f}", flush=True)
            totals = []
            save(a, model, averaged, step / samples.per_epoch)
        if progress >= 1:
            break
        size = picture_size(progress, a.sizes)
        for group in optimiser.param_groups:
            group["lr"] = rate(progress, a.lr)
        ce, aux, garment, contrast = losses(model, samples, picked, size, a)
        optimiser.zero_grad(set_to_none=False)
        (ce + a.aux * aux + a.fashion_weight * (garment + a.supcon * contrast)).backward()
        exchange.average(rank, parameters)
        optimiser.step()
        if rank == 0 and step % 4 == 0:
            averaged.update(model, min(a.ema ** 4, (step + 4) / (step + 40)))
        totals.append([ce.item(), aux.item(), garment.item(), contrast.item()])


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    print(json.dumps({k: str(v) for k, v in vars(a).items()}), flush=True)
    start(work, a.workers, a, Exchange(a.workers, sum(p.numel() for p in learner(a).parameters())))


if __name__ == "__main__":
    main()

"""What train.py can be told."""
import argparse
from pathlib import Path


def arguments():
    p = argparse.ArgumentParser(description="Train the starter model from scratch.")
    p.add_argument("data", type=Path, help="folder written by prepare.py and prepare_fashion.py")
    p.add_argument("out", type=Path, help="folder for checkpoint.pt")
    p.add_argument("--epochs", type=float, help="length of the schedule in epochs of Tiny ImageNet")
    p.add_argument("--minutes", type=float, help="or by the clock: the log's last line tells the epochs")
    p.add_argument("--init", type=Path, help="checkpoint of an earlier run to start the trunk from")
    p.add_argument("--batch", type=int, default=128, help="photographs in a batch")
    p.add_argument("--fashion", type=int, default=24, help="garments added to a batch")
    p.add_argument("--sizes", type=int, nargs="+", default=[32, 40, 48, 48], help="input size in each part of the schedule")
    p.add_argument("--lr", type=float, default=0.2)
    p.add_argument("--decay", type=float, default=3e-4, help="weight decay, not of biases and normalisation")
    p.add_argument("--smoothing", type=float, default=0.1, help="label smoothing")
    p.add_argument("--aux", type=float, default=0.3, help="weight of the loss on the second to last stage")
    p.add_argument("--fashion-weight", type=float, default=0.3, help="weight of the garments' losses")
    p.add_argument("--supcon", type=float, default=0.2, help="weight of the contrastive one among them")
    p.add_argument("--scale", type=float, default=0.25, help="smallest share of the area that a crop keeps")
    p.add_argument("--erase", type=float, default=0.25, help="share of pictures with an erased rectangle")
    p.add_argument("--ema", type=float, default=0.998, help="decay of the averaged weights, a step")
    p.add_argument("--seed", type=int, default=3)
    p.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    return p.parse_args()

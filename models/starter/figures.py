"""Draw a training log: figures.py TRAIN.LOG OUT.png"""
import re
import sys

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402


def main():
    text = open(sys.argv[1]).read().split("# phase")[-1]  # the last phase
    rows = [dict(re.findall(r"(\w+) ([\d.]+|nan)", line)) for line in text.splitlines() if line.startswith("epoch")]
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3))
    at = [float(r["epoch"]) for r in rows]
    for name in ("ce", "aux", "fashion"):
        axes[0].plot(at, [float(r[name]) for r in rows], label=name)
    seen = [(e, 100 * float(r["val"])) for e, r in zip(at, rows) if r["val"] != "nan"]
    axes[1].plot(*zip(*seen), marker="o")
    axes[0].set(xlabel="epoch", ylabel="loss (mean since the last row)")
    axes[1].set(xlabel="epoch", ylabel="Tiny ImageNet validation, % right")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(sys.argv[2], dpi=80)


if __name__ == "__main__":
    main()

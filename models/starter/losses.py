"""Supervised-contrastive loss (Khosla et al. 2020) over one batch."""
import torch
from torch.nn import functional as F


def supcon(z, y, temperature=0.1):
    z = F.normalize(z, dim=1)
    logits = z @ z.T / temperature
    itself = torch.eye(len(y), dtype=torch.bool)
    positive = (y[:, None] == y[None]) & ~itself
    log_p = logits - logits.masked_fill(itself, -1e9).logsumexp(1, keepdim=True)
    count = positive.sum(1)
    return -((log_p * positive).sum(1) / count.clamp(min=1))[count > 0].mean()

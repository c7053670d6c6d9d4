"""An exponential average of the weights (Polyak and Juditsky 1992); it is what is validated, saved and exported."""
import torch

from augment import normalise


class Averaged:
    def __init__(self, model):
        self.weights = {k: v.clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model, decay):
        for mean, value in zip(self.weights.values(), model.state_dict().values()):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)

    @torch.no_grad()
    def accuracy(self, model, images, labels, batch=250):
        """Share of photographs that the averaged model names right."""
        kept = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(self.weights)
        model.eval()
        right = 0
        for i in range(0, len(labels), batch):
            part = normalise(torch.from_numpy(images[i: i + batch]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                right += (model(part, len(part))[0][0].argmax(1) == labels[i: i + batch]).sum().item()
        model.load_state_dict(kept)
        model.train()
        return right / len(labels)

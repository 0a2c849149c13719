"""What the training programs share: the rate's course, a step, and the average of weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, LRScheduler


def rising_and_falling(optimiser: Optimizer, total: int, rise: float) -> LambdaLR:
    """The rate rises over the share ``rise`` of ``total`` steps, then falls to nothing."""
    return LambdaLR(optimiser, lambda n: min((n + 1) / (rise * total), max(0.0, (total - n) / ((1 - rise) * total))))


def take(loss: Tensor, optimiser: Optimizer, schedule: LRScheduler, longest: float = 1.0) -> None:
    """One step down the loss, by a gradient of this length at most."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], longest)
    optimiser.step()
    schedule.step()


@torch.no_grad()
def average(slow: nn.Module, fast: nn.Module, step: int, most: float) -> None:
    """Move averaged weights a little towards the present ones: after ``step`` steps by 1 - ``most`` at the least."""
    keep = min(most, (1 + step) / (20 + step))
    torch._foreach_lerp_(list(slow.parameters()), list(fast.parameters()), 1 - keep)

"""What both networks are trained with: AdamW with its own rate for encoder and heads, warm-up and decay, weights averaged along the way."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.batches import IGNORED

LONGEST_GRADIENT = 2.0


@dataclass(frozen=True)
class Rates:
    """Learning rates of encoder and heads, the share of all steps that warms up, the decay of the moving average of the weights."""

    encoder: float
    heads: float
    warm_up: float
    average_decay: float


class Run:
    """One training run of a network, `encoder` being those of its parameters that go at the encoder's rate, over a number of steps."""

    def __init__(self, network: nn.Module, encoder: Iterable[nn.Parameter], rates: Rates, steps: int) -> None:
        self.network = network
        self.averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(rates.average_decay))
        encoding = list(encoder)
        known = {id(p) for p in encoding}
        groups = [
            {"params": [p for p in encoding if p.requires_grad], "lr": rates.encoder},
            {"params": [p for p in network.parameters() if id(p) not in known], "lr": rates.heads},
        ]
        self._adam = torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
        warm = max(1, int(rates.warm_up * steps))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._adam, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
        )

    def step(self, loss: Tensor) -> float:
        """One update; returns the loss."""
        self._adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
        self._adam.step()
        self._schedule.step()
        self.averaged.update_parameters(self.network)
        return float(loss.detach())


def weighted_loss(
    scores: Mapping[str, Tensor], gold: Mapping[str, Tensor], weights: Mapping[str, float], smoothing: Mapping[str, float] | None = None
) -> Tensor:
    """The weighted sum of every head's cross-entropy, heads without an answer left out; `smoothing` of labels by head."""
    total = torch.zeros(())
    for head, weight in weights.items():
        if (gold[head] != IGNORED).any():
            total = total + weight * nn.functional.cross_entropy(
                scores[head].flatten(0, -2), gold[head].flatten(), ignore_index=IGNORED, label_smoothing=(smoothing or {}).get(head, 0.0)
            )
    return total

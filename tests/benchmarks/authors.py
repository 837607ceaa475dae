"""The authors' recipe, as the paper tells it: Adam at 1e-4 on the whole medium a step, from SIREN's plain weights.

What is frozen gets no gradient. Omega is 30, and 3000 for sound, which is a coordinate scale of 100 at omega 30.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from engine.media import Medium, Samples
from engine.siren import OMEGA, Siren

RATE = 1e-4
SOUND = 100.0


def frequency(medium: Medium) -> tuple[float, ...]:
    """What the authors' coordinates are multiplied by, where omega is 30."""
    return (SOUND,) if medium.modality == "audio" else (1.0,) * medium.in_features


def course(
    network: Siren,
    samples: Samples,
    scale: tuple[float, ...],
    mask: Siren | None = None,
    device: torch.device | None = None,
) -> Iterator[tuple[float, Siren]]:
    """The fit, step after step without an end: seconds spent in steps so far, and the network as it is then."""
    place = device or torch.device("cpu")
    now = clock(place.type)
    x = (torch.from_numpy(samples.coordinates) * torch.tensor(scale)).to(place)
    y = torch.from_numpy(samples.values).to(place)
    weights = [w.to(place, copy=True).requires_grad_() for w in network.weights]
    biases = [b.to(place, copy=True).requires_grad_() for b in network.biases]
    moving = Siren(tuple(weights), tuple(biases))
    adam = torch.optim.Adam([*weights, *biases], lr=RATE)
    masks = None if mask is None else list(mask.to(place).tensors())
    spent = 0.0
    while True:
        started = now()
        adam.zero_grad()
        (_differentiable(moving, x) - y).square().mean().backward()
        for tensor, free in zip(moving.tensors(), masks or [], strict=masks is not None):
            assert tensor.grad is not None
            tensor.grad *= free
        adam.step()
        if place.type == "cuda":
            torch.cuda.synchronize()
        spent += now() - started
        yield spent, Siren(tuple(w.detach().cpu() for w in weights), tuple(b.detach().cpu() for b in biases))


def clock(device: str) -> Callable[[], float]:
    """Seconds of the processor's work, which do not count what else a busy machine does; elsewhere of the wall."""
    return time.process_time if device == "cpu" else time.monotonic


def after(seconds: float, steps: Iterator[tuple[float, Siren]]) -> Siren:
    """The network at the first step that ends after so many seconds."""
    return next(network for spent, network in steps if spent >= seconds)


def _differentiable(network: Siren, x: Tensor) -> Tensor:
    """Equation 1 as automatic differentiation sees it."""
    for weight, bias in zip(network.weights[:-1], network.biases, strict=False):
        x = torch.sin(OMEGA * torch.nn.functional.linear(x, weight, bias))
    last = network.biases[-1] if len(network.biases) == len(network.weights) else None
    return torch.nn.functional.linear(x, network.weights[-1], last)

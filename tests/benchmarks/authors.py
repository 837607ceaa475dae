"""The authors' recipe, as the paper describes it: full-batch Adam at 1e-4 from SIREN's initial weights.

Frozen weights get no gradient. Omega is 30, and 3000 for sound, which is a coordinate scale of 100 at omega 30.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from engine.media import Medium, Samples
from engine.siren import OMEGA, Siren

LEARNING_RATE = 1e-4
SOUND_SCALE = 100.0


def frequency(medium: Medium) -> tuple[float, ...]:
    """The authors' scale of each coordinate at omega 30."""
    return (SOUND_SCALE,) if medium.modality == "audio" else (1.0,) * medium.in_features


def fit_steps(
    network: Siren,
    samples: Samples,
    scale: tuple[float, ...],
    mask: Siren | None = None,
    device: torch.device | None = None,
) -> Iterator[tuple[float, Siren]]:
    """An endless fit: after each step, the seconds spent in steps so far, and the network."""
    device = device or torch.device("cpu")
    now = clock(device.type)
    x = (torch.from_numpy(samples.coordinates) * torch.tensor(scale)).to(device)
    y = torch.from_numpy(samples.values).to(device)
    weights = [w.to(device, copy=True).requires_grad_() for w in network.weights]
    biases = [b.to(device, copy=True).requires_grad_() for b in network.biases]
    trained = Siren(tuple(weights), tuple(biases))
    adam = torch.optim.Adam([*weights, *biases], lr=LEARNING_RATE)
    masks = None if mask is None else list(mask.to(device).tensors())
    spent = 0.0
    while True:
        start = now()
        adam.zero_grad()
        (_differentiable(trained, x) - y).square().mean().backward()
        for tensor, free in zip(trained.tensors(), masks or [], strict=masks is not None):
            assert tensor.grad is not None
            tensor.grad *= free
        adam.step()
        if device.type == "cuda":
            torch.cuda.synchronize()
        spent += now() - start
        yield spent, Siren(tuple(w.detach().cpu() for w in weights), tuple(b.detach().cpu() for b in biases))


def clock(device: str) -> Callable[[], float]:
    """A clock in seconds: on a CPU its own time, which other programs do not count in; elsewhere wall-clock time."""
    return time.process_time if device == "cpu" else time.monotonic


def after(seconds: float, steps: Iterator[tuple[float, Siren]]) -> Siren:
    """The network after the first step that ends at or after so many seconds."""
    return next(network for spent, network in steps if spent >= seconds)


def _differentiable(network: Siren, x: Tensor) -> Tensor:
    """Equation 1, as autograd needs it."""
    for weight, bias in zip(network.weights[:-1], network.biases, strict=False):
        x = torch.sin(OMEGA * torch.nn.functional.linear(x, weight, bias))
    last = network.biases[-1] if len(network.biases) == len(network.weights) else None
    return torch.nn.functional.linear(x, network.weights[-1], last)

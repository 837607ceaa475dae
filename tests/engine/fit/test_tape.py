"""A tape: parts of matrices, what all tiles share, and tensors that change between runs."""

from __future__ import annotations

import torch

from engine.fit.tape import Tape


def test_a_part_is_that_of_the_tensor() -> None:
    matrix = torch.arange(2 * 5 * 7.0).view(2, 5, 7)
    operand = Tape({"matrix": matrix})["matrix"]
    part, expected = operand.part(slice(1, 4), slice(2, None)), matrix[:, 1:4, 2:]
    assert part.shape == expected.shape[1:]
    assert part.strides == expected.stride()[1:]
    assert part.offset == expected.storage_offset()
    assert part.transposed.shape == expected.mT.shape[1:]
    assert part.transposed.strides == expected.mT.stride()[1:]
    again = part.part(slice(1, 2), slice(0, 3))
    assert again.offset == expected[:, 1:2, :3].storage_offset()


def test_a_tape_runs_with_other_tensors_of_the_same_shapes_and_every_tile_has_its_own_part() -> None:
    shared = torch.ones(1, 16).expand(3, 1, 16)  # a tile stride of zero: all tiles use it in turn
    tape = Tape(
        {"out": torch.zeros(3, 4, 16), "left": torch.zeros(3, 4, 1), "right": shared, "bias": torch.zeros(3, 4)}
    )
    tape.record("product", [tape[name] for name in ("out", "left", "right", "bias")], (4, 1, 16, 1, 1), 1.0)
    for seed in (1, 2):
        generator = torch.Generator().manual_seed(seed)
        left, bias = (torch.randn(3, 4, *extra, generator=generator) for extra in ((1,), ()))
        out = torch.full((3, 4, 16), torch.nan)
        tape.run({"out": out, "left": left, "right": shared, "bias": bias}, 2)
        assert torch.allclose(out[:2], (left + bias.unsqueeze(-1))[:2].expand(-1, -1, 16))
        assert out[2].isnan().all()  # only as many tiles as are asked for

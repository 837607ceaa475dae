"""The length of a checkpoint: a function of what everybody may know, so that it does not show what is hidden."""

from __future__ import annotations

from typing import Final

from engine.packing import array_bytes
from engine.planned import Plan

DESCRIBED: Final = 1 << 18  # bytes of JSON: of 32 secrets with names of 255 bytes each it takes 100,000
# Bytes for each weight of the stego network while the cover is fitted: as it was written, as it is now, and the
# optimizers' state. A secret's fit takes no more: it has at most as many weights as the vault has cells.
FITTED: Final = 16
# Bytes for each cell of the vault: a fitted weight (4), and the samples that it stands for, at most two of each cell of
# content that is as rich as a photo. An exact file takes 2.5.
HIDDEN: Final = 12
# Bytes for each sample that the recipe keeps, for what takes more than its weights say: plain pictures, meshes.
SPARE, MAX_SPARE = 16, 32 << 20


def padded_size(plan: Plan, size: int) -> int:
    """The length that a state of `size` bytes is padded to, in bytes.

    It is one length for all that this plan's cover, recipe, storage and room let in, from the first save to the last,
    and for nothing. Only media of which many bytes take few weights may need more: many plain pictures, large meshes.
    Then the spare part is doubled until it is enough.
    """
    weights = plan.stego.parameter_count
    cells = plan.vault.capacity() if plan.vault is not None else weights
    least = array_bytes(plan.cover) + FITTED * max(weights, cells) + HIDDEN * cells + DESCRIBED
    spare = min(SPARE * max(plan.recipe.samples.values()), MAX_SPARE)
    while least + spare < size:
        spare *= 2
    return least + spare

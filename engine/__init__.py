"""Undersong's engine: media hidden inside one another as sine networks.

    from pathlib import Path
    import engine
    secret, cover, key = engine.load(Path("letter.png")), engine.load(Path("cat.jpg")), engine.Key.generate()
    engine.hide([secret], cover, key).save(Path("cat.undersong"))
    engine.reveal(engine.Stego.load(Path("cat.undersong")), key)[0].medium.write(Path("found.png"))

Names are loaded when first used: the process that decodes media must not wait for torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.errors import (
        CapacityError as CapacityError,
    )
    from engine.errors import (
        DivergedError as DivergedError,
    )
    from engine.errors import (
        EngineError as EngineError,
    )
    from engine.errors import (
        InvalidKeyError as InvalidKeyError,
    )
    from engine.errors import (
        InvalidStegoError as InvalidStegoError,
    )
    from engine.errors import (
        NothingRevealedError as NothingRevealedError,
    )
    from engine.errors import (
        OutOfMemoryError as OutOfMemoryError,
    )
    from engine.errors import (
        SaveError as SaveError,
    )
    from engine.errors import (
        UnreadableFileError as UnreadableFileError,
    )
    from engine.inrsteg import Revealed as Revealed
    from engine.inrsteg import hide as hide
    from engine.inrsteg import reveal as reveal
    from engine.inrsteg import show as show
    from engine.key import Key as Key
    from engine.media import (
        MODALITIES as MODALITIES,
    )
    from engine.media import (
        Audio as Audio,
    )
    from engine.media import (
        Image as Image,
    )
    from engine.media import (
        Medium as Medium,
    )
    from engine.media import (
        Shape as Shape,
    )
    from engine.media import (
        Video as Video,
    )
    from engine.media import (
        load as load,
    )
    from engine.planning import Plan as Plan
    from engine.planning import plan as plan
    from engine.progress import Progress as Progress
    from engine.progress import Report as Report
    from engine.progress import ignore as ignore
    from engine.recipe import (
        DRAFT as DRAFT,
    )
    from engine.recipe import (
        FINE as FINE,
    )
    from engine.recipe import (
        RECIPES as RECIPES,
    )
    from engine.recipe import (
        STANDARD as STANDARD,
    )
    from engine.recipe import (
        Recipe as Recipe,
    )
    from engine.saving import try_folder as try_folder
    from engine.stego import Stego as Stego
    from engine.stego import is_stego as is_stego

_HOMES = {
    "errors": (
        "CapacityError", "DivergedError", "EngineError", "InvalidKeyError", "InvalidStegoError",
        "NothingRevealedError", "OutOfMemoryError", "SaveError", "UnreadableFileError",
    ),
    "inrsteg": ("Revealed", "hide", "reveal", "show"),
    "key": ("Key",),
    "media": ("MODALITIES", "Audio", "Image", "Medium", "Shape", "Video", "load"),
    "planning": ("Plan", "plan"),
    "progress": ("Progress", "Report", "ignore"),
    "recipe": ("DRAFT", "FINE", "RECIPES", "STANDARD", "Recipe"),
    "saving": ("try_folder",),
    "stego": ("Stego", "is_stego"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(f"engine.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__

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
    from engine.checkpoint import Checkpoint as Checkpoint
    from engine.device import cores as cores, devices as devices, prefer as prefer
    from engine.errors import (
        CapacityError as CapacityError,
        CheckpointError as CheckpointError,
        DeviceError as DeviceError,
        DivergedError as DivergedError,
        EngineError as EngineError,
        InvalidKeyError as InvalidKeyError,
        InvalidStegoError as InvalidStegoError,
        NothingRevealedError as NothingRevealedError,
        OutOfMemoryError as OutOfMemoryError,
        SaveError as SaveError,
        TooManySecretsError as TooManySecretsError,
        UnreadableFileError as UnreadableFileError,
        WrongKeyError as WrongKeyError,
    )
    from engine.file.stego import Stego as Stego, is_stego as is_stego
    from engine.forecasting.forecast import Forecast as Forecast, forecast as forecast
    from engine.inrsteg import Revealed as Revealed, hide as hide, resume as resume, reveal as reveal, show as show
    from engine.key import Key as Key
    from engine.media import (
        MODALITIES as MODALITIES,
        Audio as Audio,
        Image as Image,
        Medium as Medium,
        Shape as Shape,
        Video as Video,
        load as load,
    )
    from engine.media.decode import decode_child as decode_child
    from engine.planning import Plan as Plan, plan as plan
    from engine.progress import (
        FinishNow as FinishNow,
        Note as Note,
        Progress as Progress,
        Report as Report,
        ignore as ignore,
    )
    from engine.recipe import (
        DRAFT as DRAFT,
        FINE as FINE,
        RECIPES as RECIPES,
        STANDARD as STANDARD,
        Recipe as Recipe,
    )
    from engine.saving import try_folder as try_folder
    from engine.steganalysis import (
        Finding as Finding,
        Pair as Pair,
        Range as Range,
        examine as examine,
        examine_pair as examine_pair,
    )

_HOMES = {
    "device": ("cores", "devices", "prefer"),
    "errors": (
        "CapacityError", "CheckpointError", "DeviceError", "DivergedError", "EngineError", "InvalidKeyError",
        "InvalidStegoError",
        "NothingRevealedError", "OutOfMemoryError", "SaveError", "TooManySecretsError", "UnreadableFileError",
        "WrongKeyError",
    ),
    "forecasting.forecast": ("Forecast", "forecast"),
    "inrsteg": ("Revealed", "hide", "resume", "reveal", "show"),
    "checkpoint": ("Checkpoint",),
    "key": ("Key",),
    "media": ("MODALITIES", "Audio", "Image", "Medium", "Shape", "Video", "load"),
    "media.decode": ("decode_child",),
    "planning": ("Plan", "plan"),
    "progress": ("FinishNow", "Note", "Progress", "Report", "ignore"),
    "recipe": ("DRAFT", "FINE", "RECIPES", "STANDARD", "Recipe"),
    "saving": ("try_folder",),
    "steganalysis": ("Finding", "Pair", "Range", "examine", "examine_pair"),
    "file.stego": ("Stego", "is_stego"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(f"engine.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__

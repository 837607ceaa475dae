"""Undersong's engine: media hidden inside one another as sine networks.

    >>> import engine
    >>> secret, cover, key = engine.load("letter.png"), engine.load("cat.png"), engine.Key.generate()
    >>> engine.hide(engine.plan([secret], cover, engine.DRAFT), key).save("cat.undersong")
    >>> [revealed] = engine.reveal(engine.Stego.load("cat.undersong"), key)
    >>> revealed.medium.write("found.png")

The public names are those that `__init__.pyi` imports, for type checkers and at run time alike. Each is loaded when it
is first used: the process that decodes media must not wait 1.3 s for torch.
"""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

_STUB = ast.parse(Path(__file__).with_suffix(".pyi").read_text("utf-8"))
_IMPORTS = [node for node in _STUB.body if isinstance(node, ast.ImportFrom)]
_MODULES = {name.name: str(node.module) for node in _IMPORTS for name in node.names}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return __all__

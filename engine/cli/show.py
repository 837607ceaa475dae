"""The command `show`: the cover of an Undersong file, which needs no key."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.output import say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.file.stego import Stego
from engine.inrsteg import show as show_cover


def show(options: Namespace) -> int:
    """Render the cover and write it."""
    stego = Stego.load(options.file)
    with ProgressBar(quiet=options.json) as bar:
        cover = show_cover(stego, scale=options.scale, report=bar)
    cover.write(options.out)
    if options.json:
        parameters = stego.network.architecture.parameter_count
        say_json({"out": str(options.out), "kind": cover.modality, "parameters": parameters})
    else:
        say(str(options.out))
    return 0

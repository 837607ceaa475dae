"""The command `show`: the cover of an Undersong file, which needs no key."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.output import say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.cli.replacing import agree_to_replace, refuse_inputs, write_beside
from engine.file.stego import Stego
from engine.inrsteg import show as show_cover
from engine.media import MODALITIES
from engine.naming import spelled
from engine.saving import format_of, try_folder


def show(options: Namespace) -> int:
    """Render the cover and write it; what cannot be written is said before the work."""
    stego = Stego.load(options.file)
    modality = MODALITIES[stego.settings.modality]
    if options.out.suffix.lower() not in modality.suffixes:
        format_of(options.out, {suffix: suffix for suffix in modality.exports})
    refuse_inputs(options.out, [options.file])
    options.force = agree_to_replace(options.out, force=options.force)
    try_folder(options.out)
    with ProgressBar(quiet=options.json) as bar:
        cover = show_cover(stego, scale=options.scale, report=bar)
    out = str(write_beside(options.out, cover.write, options))
    if options.json:
        parameters = stego.network.architecture.parameter_count
        say_json({"out": out, "kind": cover.modality, "parameters": parameters})
    else:
        say(spelled(out))
    return 0

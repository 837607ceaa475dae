"""The example that comes with the program: a sound and a shape in a photo."""

from __future__ import annotations

import engine
from app.hide_page import HidePage
from resources import ROOT

COVER, SECRETS = "coffee.jpg", ("music.flac", "spot.ply")


def fill(page: HidePage) -> None:
    """Put it on the Hide page, with a new key and the quickest recipe."""
    session, folder = page.session, ROOT / "examples"
    session.clear()
    page.choose.key.show_key(session.choices.key or engine.Key.generate())
    session.set_cover(folder / COVER)
    session.add_secrets([folder / name for name in SECRETS])
    session.choose(engine.DRAFT.name)

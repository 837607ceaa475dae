"""How a file is kept is proposed when it is opened, and what goes along with it is named and can be left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenFile, ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.foresights import Foresight
from app.hide.look_offers import look_offers
from app.hide.opening import load_secret, strip
from app.hide.outlook_text import card_text, exact_text, look_text
from app.hide.proposal import smaller_exactly
from app.hide.recipe_preview import Offer, RecipePreview
from app.session import Item
from app.text.describing import describe
from app.worker import TaskQueue

LONG = 60_000
SMALL = replace(
    engine.DRAFT, samples={**engine.DRAFT.samples, "image": 16_384, "audio": 2000}
)  # so that small files are scaled


@pytest.mark.usefixtures("qapp")
def test_print_and_high_tones_are_proposed_exact_and_a_soft_photo_learned(tmp_path: Path) -> None:
    page = np.full((200, 300, 1), 240, np.uint8)
    page[40:160:2, 40:260] = 20
    soft = np.add.outer(np.linspace(0, 120, 200), np.linspace(0, 120, 300)).astype(np.uint8)[..., None]
    tone = np.sin(np.arange(16_000) * 2.6)[:, None].astype(np.float32)
    for name, medium, exact in (
        ("page.png", engine.Image(page), True),
        ("soft.png", engine.Image(soft), False),
        ("tone.wav", engine.Audio(tone, 16_000), True),
    ):
        medium.write(tmp_path / name)
        secret = load_secret(tmp_path / name, recipe=SMALL)
        assert isinstance(secret, ChosenFile) == exact, name
        if isinstance(secret, ChosenFile):
            assert "Proposed" in exact_text(secret)
            assert secret.file.content == (tmp_path / name).read_bytes()
    assert isinstance(load_secret(tmp_path / "page.png", recipe=engine.FINE), ChosenMedium)  # which keeps all of it


@pytest.mark.usefixtures("qapp")
def test_a_file_that_is_smaller_than_what_is_learned_of_it_is_offered(image: engine.Image) -> None:
    plan = engine.plan([image], image, engine.DRAFT)
    preview, judged = RecipePreview(plan), Foresight(image, engine.Judgement(engine.Verdict.NO_DIFFERENCE, "image"))
    small = replace(ChosenMedium.of(Item("memo.png", image)), path=Path("memo.png"), size=300)
    large = replace(small, size=10_000_000)
    assert smaller_exactly(small, 0, preview)
    assert not smaller_exactly(large, 0, preview)
    assert not smaller_exactly(small, 0, None)
    assert not smaller_exactly(small.cropped((0, 0, 8, 8)), 0, preview)  # nobody knows how large a file of that is
    assert card_text(small, judged) == f"No difference to the eye  ·  {describe(image)}"
    assert look_text(small, judged, True).endswith("Kept exactly it would take less room: 300 bytes.")
    acts = [
        [offer.act for offer in look_offers(small, judged, engine.DRAFT, preview, found)] for found in (True, False)
    ]
    assert [found[0] for found in acts] == ["exact", "crop"]
    lossy = replace(judged, judgement=engine.Judgement(engine.Verdict.SOFTER, "image"))
    full = replace(preview, plan=replace(plan, shrink=0.5))
    roomier = replace(full, offers=(Offer(tuning={"room": 2}), Offer(tuning={"room": 4})))
    for found, helps in ((roomier, "recipe"), (full, "cover")):
        acts = [offer.act for offer in look_offers(small, lossy, engine.DRAFT, found)]
        assert acts == ["exact", "crop", helps]  # of what would help, the one that helps most


def test_what_a_photo_tells_is_named_removed_and_undone(
    qtbot: QtBot, tasks: TaskQueue, tmp_path: Path, image: engine.Image
) -> None:
    exif = Pillow.Exif()
    exif[0x010F], exif[0x013B] = "Fairphone", "Anna"
    Pillow.fromarray(image.pixels).save(tmp_path / "photo.jpg", exif=exif)
    session = ChooseSession(tasks)
    session.add_secrets([tmp_path / "photo.jpg"])
    qtbot.waitUntil(lambda: len(session.choices.secrets) == 1, timeout=LONG)
    session.keep_exactly(0, True)
    qtbot.waitUntil(lambda: isinstance(session.choices.secrets[0], ChosenFile), timeout=LONG)
    [told] = session.choices.secrets
    assert isinstance(told, ChosenFile)
    assert exact_text(told) == "Every byte comes back, also what the file tells: names, camera."
    assert "Remove: names, camera" in [offer.text for offer in look_offers(told, None, session.recipe(), None)]
    session.strip(0)
    qtbot.waitUntil(lambda: session.choices.secrets[0] is not told, timeout=LONG)
    [plain] = session.choices.secrets
    assert isinstance(plain, ChosenFile)
    assert b"Fairphone" not in plain.file.content
    assert exact_text(plain) == "Every byte comes back."
    plain.file.write(tmp_path / "again.jpg")
    again, before = engine.load(tmp_path / "again.jpg"), engine.load(tmp_path / "photo.jpg")
    assert isinstance(again, engine.Image)
    assert isinstance(before, engine.Image)
    np.testing.assert_array_equal(again.pixels, before.pixels)
    session.undo()
    assert session.choices.secrets == [told]


def test_what_the_photos_of_a_folder_tell_is_named_and_can_be_left_out(tmp_path: Path) -> None:
    told = Pillow.Exif()
    told[0x013B] = "Anna"
    Pillow.new("RGB", (8, 8)).save(tmp_path / "1.jpg", exif=told)
    secret = load_secret(tmp_path)
    assert isinstance(secret, ChosenFile)
    assert ("person", "Anna") in secret.told
    assert secret.removable
    assert strip(secret, tmp_path).told == ()

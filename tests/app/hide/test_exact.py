"""Files, folders and texts that are hidden as their very bytes: chosen, kept either way, counted, and made to fit."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenFile, ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.file_result import FileResult, file_verdict
from app.hide.folder_question import resolve_folders
from app.hide.outcome import ComparedFile
from app.hide.outlook_text import exact_text, offer_text
from app.hide.page import HidePage
from app.hide.recipe_preview import Offer, preview_recipes
from app.hide.session import HideSession
from app.hide.text_dialog import TextDialog
from app.session import Item
from app.text.messages import words
from app.worker import TaskQueue

LONG = 30_000


def settled(qtbot: QtBot, session: ChooseSession) -> None:
    qtbot.waitUntil(lambda: session.tasks.idle() and not session.opening, timeout=LONG)


def files_of(session: ChooseSession) -> list[engine.ExactFile]:
    return [secret.file for secret in session.choices.secrets if isinstance(secret, ChosenFile)]


@pytest.fixture
def session(tasks: TaskQueue) -> ChooseSession:
    return ChooseSession(tasks)


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue) -> HidePage:
    result = HidePage(HideSession(tasks))
    qtbot.addWidget(result)
    return result


def test_what_is_no_medium_is_taken_byte_for_byte(
    qtbot: QtBot, session: ChooseSession, picture: Path, tmp_path: Path
) -> None:
    for name, content in (("letter.docx", b"PK"), ("torn.png", b"\x89PNG\r\n\x1a\nno more"), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
    session.add_secrets([tmp_path / "letter.docx", tmp_path / "torn.png", picture, tmp_path / "empty"])
    settled(qtbot, session)
    assert [type(secret) for secret in session.choices.secrets] == [ChosenFile, ChosenFile, ChosenMedium, ChosenFile]
    docx, torn, empty = (secret for secret in session.choices.secrets if isinstance(secret, ChosenFile))
    assert [file.file.content for file in (docx, torn, empty)] == [b"PK", b"\x89PNG\r\n\x1a\nno more", b""]
    assert exact_text(docx) == "Every byte comes back."
    assert exact_text(torn).startswith("Damaged or incomplete.")


def test_a_folder_is_one_archive(qtbot: QtBot, session: ChooseSession, tmp_path: Path) -> None:
    (tmp_path / "Papers" / "deeper").mkdir(parents=True)
    (tmp_path / "Papers" / "deeper" / "a.txt").write_text("hello")
    session.add_secrets([tmp_path / "Papers"])
    settled(qtbot, session)
    [file] = files_of(session)
    assert (file.name, file.kind) == ("Papers.zip", "folder")
    assert zipfile.ZipFile(io.BytesIO(file.content)).read("deeper/a.txt") == b"hello"


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (QMessageBox.ButtonRole.AcceptRole, ["Holiday"]),
        (QMessageBox.ButtonRole.DestructiveRole, ["picture.png"]),
        (QMessageBox.ButtonRole.RejectRole, []),
    ],
)
def test_about_a_folder_of_media_the_person_is_asked(
    page: HidePage,
    tmp_path: Path,
    image: engine.Image,
    monkeypatch: pytest.MonkeyPatch,
    role: QMessageBox.ButtonRole,
    names: list[str],
) -> None:
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text())
        next(button for button in box.buttons() if box.buttonRole(button) is role).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    folder, empty = tmp_path / "Holiday", tmp_path / "Papers"
    folder.mkdir()
    empty.mkdir()
    image.write(folder / "picture.png")
    assert [path.name for path in resolve_folders(page, [folder])] == names
    assert len(asked) == 1
    assert resolve_folders(page, [empty]) == [empty]
    assert len(asked) == 1


def test_a_medium_is_kept_as_its_file_and_learned_again_with_its_key_and_its_trim(
    qtbot: QtBot, session: ChooseSession, tmp_path: Path
) -> None:
    engine.Audio(np.zeros((16_000, 1), np.float32), 8000).write(tmp_path / "voice.wav")
    session.add_secrets([tmp_path / "voice.wav"])
    settled(qtbot, session)
    session.add_key()
    session.assign(0, 1)
    session.trim(0, (0.5, 1.0))
    session.keep_exactly(0, True)
    settled(qtbot, session)
    [kept] = session.choices.secrets
    assert isinstance(kept, ChosenFile)
    assert kept.file.content == (tmp_path / "voice.wav").read_bytes()
    assert kept.owner == 1
    assert isinstance(kept.medium, engine.Audio)
    session.assign(0, 0)
    session.keep_exactly(0, False)
    settled(qtbot, session)
    [learned] = session.choices.secrets
    assert isinstance(learned, ChosenMedium)
    assert (learned.span, learned.owner) == ((0.5, 1.0), 0)


def test_a_file_that_is_gone_stays_learned_and_that_is_told(qtbot: QtBot, page: HidePage, picture: Path) -> None:
    session = page.session.choosing
    session.add_secrets([picture])
    settled(qtbot, session)
    way = page.choose.secrets.cards()[0].way
    picture.unlink()
    way.menu().actions()[1].trigger()
    settled(qtbot, session)
    assert isinstance(session.choices.secrets[0], ChosenMedium)
    assert way.text() == "Learned"
    assert "picture.png" in page.notice.accessibleName()


def test_the_card_offers_both_ways_and_says_what_each_gives(qtbot: QtBot, page: HidePage, picture: Path) -> None:
    session = page.session.choosing
    session.add_secrets([picture])
    session.set_cover(Item("cover", engine.load(picture)))
    session.add_medium(Item("pasted", engine.load(picture)))
    settled(qtbot, session)
    ways = {card.item.name: card.way for card in page.choose.secrets.cards()}
    assert not ways["pasted"].offered  # it has no file
    assert ways["picture.png"].text() == "Learned"
    assert ways["picture.png"].menu().actions()[1].text().startswith("Exact: ")
    ways["picture.png"].picked.emit(1)
    settled(qtbot, session)
    ways = {card.item.name: card.way for card in page.choose.secrets.cards()}
    assert ways["picture.png"].text() == "Exact"
    assert ways["picture.png"].menu().actions()[1].isChecked()
    first, second = sorted(page.choose.secrets.cards(), key=lambda card: card.item.name != "picture.png")
    assert "Every byte comes back" in first.accessibleDescription()
    assert "32 x 32" in second.accessibleDescription()
    session.clear()
    settled(qtbot, session)


def test_a_text_is_written_pasted_and_changed(page: HidePage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def write(dialog: TextDialog) -> QDialog.DialogCode:
        shown.append(dialog.edit.toPlainText())
        dialog.edit.setPlainText(f"Grüße {len(shown)}")
        assert dialog.accept_button.isEnabled()
        return QDialog.DialogCode.Accepted if len(shown) < 4 else QDialog.DialogCode.Rejected

    monkeypatch.setattr(TextDialog, "exec", write)
    session = page.session.choosing
    page.choose.secrets.write.click()
    page.add_text("from the clipboard")
    page.choose.secrets.cards()[0].opened.emit()
    page.choose.secrets.cards()[1].opened.emit()  # cancelled
    assert shown == ["", "from the clipboard", "Grüße 1", "Grüße 2"]
    assert [file.text for file in files_of(session)] == ["Grüße 3", "Grüße 2"]
    assert all(file.kind == "text" for file in files_of(session))


def test_nothing_written_is_nothing_to_hide(qtbot: QtBot) -> None:
    dialog = TextDialog("")
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()


def noise(side: int) -> engine.Image:
    return engine.Image(np.random.default_rng(0).integers(0, 255, (side, side, 3), np.uint8))


def test_what_does_not_fit_says_by_how_much_and_every_offer_makes_it_fit() -> None:
    cover, recipe = noise(64), engine.DRAFT
    room = engine.plan([], cover, recipe).room_for_files
    secrets = [engine.Secret(engine.ExactFile("a.zip", bytes(room + 1000)))]
    preview = preview_recipes(secrets, cover, {"draft": recipe})["draft"]
    assert isinstance(preview.error, engine.CapacityError)
    assert 1000 <= preview.error.missing_bytes < 1100
    assert "1000 bytes" in words(preview.error).what or "1.0 kB" in words(preview.error).what
    assert Offer(tuning={"room": 2}) in preview.offers
    for offer in preview.offers:
        assert offer_text(offer)
        again = preview_recipes(secrets, cover, {"draft": replace(recipe, **offer.tuning)})["draft"]
        assert again.plan is not None


def test_the_meter_counts_the_bytes_of_files(qtbot: QtBot, page: HidePage) -> None:
    session = page.session.choosing
    session.set_cover(Item("cover", noise(64)))
    session.choose("draft")
    settled(qtbot, session)
    assert session.plan is not None
    room = session.plan.room_for_files
    session.add(ChosenFile.of(engine.ExactFile("half.bin", bytes(room // 2))))
    qtbot.waitUntil(lambda: session.preview is not None, timeout=LONG)
    assert page.choose.meter._right.text().startswith("50 % in use")
    session.add(ChosenFile.of(engine.ExactFile("more.bin", bytes(room))))
    qtbot.waitUntil(lambda: session.preview is not None, timeout=LONG)
    assert page.choose.meter._right.text().endswith("B too much")
    assert page.choose.meter._offers
    page.choose.meter.accepted.emit(page.choose.meter._offers[0])
    qtbot.waitUntil(lambda: session.preview is not None, timeout=LONG)
    assert session.plan is not None
    session.clear()
    settled(qtbot, session)


def test_the_result_says_whether_every_byte_came_back(qtbot: QtBot, image: engine.Image) -> None:
    file, text = engine.ExactFile("a.pdf", b"%PDF"), engine.ExactFile.of_text("hello")
    good, bad = ComparedFile("a.pdf", file, file, None, 0), ComparedFile("a.pdf", file, text, image, 0)
    assert file_verdict(good) == ("good", "The same, byte for byte.")
    assert file_verdict(bad)[0] == "danger"
    for pair in (good, bad, ComparedFile("t", text, text, None, 0)):
        shown = FileResult(pair)
        qtbot.addWidget(shown)
        assert shown.preview is None  # of what did not come back there is nothing to show
        assert (shown.text is not None) is (pair.after is text)


def test_what_is_in_the_way_can_be_left_out_or_learned(qtbot: QtBot, page: HidePage, tmp_path: Path) -> None:
    session, photo = page.session.choosing, noise(64)
    session.set_cover(Item("cover", photo))
    session.choose("draft")
    settled(qtbot, session)
    assert session.plan is not None
    room = session.plan.room_for_files
    learned = ChosenMedium("photo.png", photo, photo, path=tmp_path / "photo.png", size=room)
    session.add(ChosenFile.of(engine.ExactFile("photo.png", bytes(room)), learned=learned))
    session.add(ChosenFile.of(engine.ExactFile("small.bin", bytes(900))))
    qtbot.waitUntil(lambda: session.preview is not None, timeout=LONG)
    about = {offer.learn if offer.leave_out is None else -1: offer_text(offer) for offer in session.offers}
    assert about[0] == "Learn \u2068photo.png\u2069 instead"
    assert about[-1].startswith("Leave out ")
    leave = next(offer for offer in session.offers if offer.leave_out is not None)
    page.choose.meter.accepted.emit(leave)
    qtbot.waitUntil(lambda: session.plan is not None, timeout=LONG)
    assert len(session.choices.secrets) == 1
    session.undo()
    page.choose.meter.accepted.emit(Offer(learn=0))
    qtbot.waitUntil(lambda: session.plan is not None, timeout=LONG)
    assert [type(secret) for secret in session.choices.secrets] == [ChosenMedium, ChosenFile]
    session.clear()
    settled(qtbot, session)

"""A tour of the real window: every page empty and full, through a real hide and a real reveal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import engine
from app.hide.choices import Choices, ChosenMedium
from app.hide.key_dialog import KeyDialog
from app.hide.outcome import HideTask
from app.hide.resume_dialog import ResumeDialog
from app.hide.text_dialog import TextDialog
from app.hide.trimmer import Trimmer
from app.queue.entry import Entry, State
from app.queue.key_first import KeyFirstDialog
from app.queue.unlock_dialog import UnlockDialog
from app.self_test.waiting import run_events, wait_until
from app.session import Item
from app.shell.about import AboutDialog
from app.shell.settings_dialog import SettingsDialog
from app.shell.window import Window
from app.widgets.viewer import Viewer

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "resources" / "examples"
UNSEALED = ROOT / "tests" / "vectors" / "paper-exact.undersong"
DRAW_SECONDS = 0.7  # that drawing a page takes
TIMEOUT = 20 * 60  # seconds for one step
LONG_NAME = "a name that somebody gave to a file and never thought of how it would look in a list of eight"
FRAMES, FPS = 16, 8.0  # of the video, a photo that drifts

Stop = tuple[str, QWidget]


class Tour:
    """Drives a window as a person would; every stop is a name and a widget."""

    def __init__(self, window: Window, scratch: Path, recipe: str = "draft", seconds: float | None = None) -> None:
        self.window, self.scratch, self.recipe, self.seconds = window, scratch, recipe, seconds
        self.session = window.hiding.session

    def everything(self, cover: Path, secrets: list[Path]) -> Iterator[Stop]:
        """All stops, in the order in which a person meets them."""
        yield from self.pages()
        yield from self.dialogs()
        yield from self.queue(cover)
        yield from self.story(cover, secrets)
        yield from self.crowded(cover)
        yield from self.compared()
        yield from self.example()

    def pages(self) -> Iterator[Stop]:
        """Every page as it is at the start."""
        window = self.window
        for name in ("start", "hiding", "revealing", "comparing", "safety", "help", "queueing"):
            window.show_page(getattr(window, name))
            yield name, window

    def dialogs(self) -> Iterator[Stop]:
        """Every dialog."""
        window, film = self.window, self.media()["film"]
        chosen = ChosenMedium.of(Item("film.mp4", film))
        self.session.choosing.add(chosen)
        for name, dialog in (
            ("settings", SettingsDialog(window.settings, window)),
            ("about", AboutDialog(window)),
            ("resume", ResumeDialog(self.session, window)),
            ("key", KeyDialog(self.session.choosing, window)),
            ("key-first", KeyFirstDialog(self.session.choosing, set(self.session.choosing.choices.unnoted), window)),
            ("unlock", UnlockDialog(window.queueing.session, window)),
            ("trim", Trimmer(chosen, window)),
            ("text", TextDialog("Meet me at noon.", window)),
            ("viewer", Viewer(Item("film.mp4", film), window)),
        ):
            dialog.show()
            yield name, dialog
            self.shut(dialog)
        self.session.clear()

    def queue(self, cover: Path) -> Iterator[Stop]:
        """The queue with a hide in each state, one of them under way; nothing is computed."""
        window, queue = self.window, self.window.queueing.session
        item = ChosenMedium.of(Item(f"{LONG_NAME}.jpg", engine.load(cover)))
        plan = engine.plan([engine.Secret(item.what)], item.medium, engine.DRAFT)
        key, path = engine.Key.generate(), self.scratch / "unfinished"
        kept = engine.Checkpoint(path, key)
        kept.put_off(plan, {None: key})
        kept.release()
        states: tuple[State, ...] = ("done", "fitting", "waiting", "failed")
        for state in states:
            choices = Choices([item], item)
            target = self.scratch / f"{LONG_NAME}.undersong"
            entry = Entry(target, HideTask((item,), item, plan, {0: key}), choices, 300.0, state=state)
            entry.error = engine.SaveError("The disk is full.") if state == "failed" else None
            queue.entries.append(entry)
        queue.entries.append(Entry(Path(), path=path, state="locked"))
        window.show_page(window.queueing)
        queue.changed.emit()
        yield "queue", window
        queue.current, queue.going = queue.entries[1], True
        queue.progressed.emit(engine.Progress(stage="cover", overall=0.43, seconds_left=200.0))
        queue.changed.emit()
        yield "queue-at-work", window
        queue.entries, queue.current, queue.going = [], None, False
        queue.changed.emit()
        kept.delete()

    def story(self, cover: Path, secrets: list[Path]) -> Iterator[Stop]:
        """From the chosen files to the revealed secrets."""
        window, session = self.window, self.session
        window.show_page(window.hiding)
        session.choosing.add_secrets(secrets)
        session.choosing.open_cover(cover)
        session.choosing.choose(self.recipe)
        session.choosing.tune(seconds=self.seconds)
        session.checkpoints = self.scratch / "kept"
        session.checkpoints.mkdir(exist_ok=True)
        self.until(lambda: session.ready and not any(found.waits for found in session.choosing.previews.values()))
        yield "hide", window
        reports: list[engine.Progress] = []

        def follow(progress: engine.Progress) -> None:
            if progress.stage == "cover" and progress.fraction > 0.4:
                reports.append(progress)

        session.progressed.connect(follow)
        session.start()
        self.until(lambda: bool(reports))
        yield "fit", window
        self.until(lambda: session.outcome is not None and window.tasks.idle())
        for index in range(1 + len(secrets)):
            window.hiding.result.show_pair(index)
            yield f"result-{index}" if index else "result", window
        path = self.scratch / f"{cover.stem}.undersong"
        key = session.choosing.choices.key
        session.save(path)
        self.until(lambda: session.path is not None and window.tasks.idle())
        yield "result-saved", window
        window.open_files([path])
        reveal = window.revealing.session
        self.until(lambda: reveal.cover is not None and window.tasks.idle())
        yield "reveal-locked", window
        if key is not None:
            reveal.reveal(key)
        self.until(lambda: bool(reveal.secrets) and window.tasks.idle())
        yield "reveal", window
        reveal.reveal(engine.Key.generate())
        self.until(window.tasks.idle)
        yield "reveal-nothing", window
        for name, file in (("safety-sealed", path), ("safety-unsealed", UNSEALED)):
            window.check(file)
            self.until(lambda: bool(window.safety.session.findings) and window.tasks.idle())
            yield name, window
        session.clear()
        session.checkpoints = None

    def crowded(self, cover: Path) -> Iterator[Stop]:
        """The Hide page with as many secrets and keys as it can hold, and with errors."""
        window, session, media = self.window, self.session, self.media()
        choose = window.hiding.choose
        window.show_page(window.hiding)
        session.choosing.choose(self.recipe)
        for index in range(8):
            modality = list(media)[index % len(media)]
            session.choosing.add_medium(Item(f"{LONG_NAME} {index + 1}.{modality}", media[modality]))
        session.choosing.open_cover(cover)

        def forecast() -> bool:  # of the chosen recipe: those of the others take minutes, and change no size
            return (preview := session.choosing.preview) is not None and not preview.waits

        self.until(forecast)
        yield "hide-eight", window
        for _ in range(3):
            session.choosing.add_key()
        choose.key.show_panel(1)
        yield "hide-many-keys", window
        choose.key_sheet.open()
        yield "hide-keys", choose.key_sheet
        choose.key_sheet.close()
        for _ in range(3):
            choose.key.remove.click()
        while len(session.choosing.choices.secrets) > 1:
            session.choosing.remove(1)
        choose.advanced_sheet.open()
        session.choosing.tune(protection="paper", width=96)
        self.until(forecast)
        yield "hide-advanced", choose.advanced_sheet
        choose.advanced_sheet.close()
        session.choosing.tune(protection=None, width=None)
        choose.key.panels[0].use_passphrase(True)
        choose.key.panels[0].passphrase.first.setText("swordfish 12")
        session.choosing.add_secrets([UNSEALED, self.scratch / f"{LONG_NAME}.png"])
        self.until(lambda: window.hiding.notice.isVisible() and forecast())
        yield "hide-trouble", window
        session.clear()
        window.hiding.notice.hide()

    def compared(self) -> Iterator[Stop]:
        """Two media of every modality on the Compare page."""
        window = self.window
        session = window.comparing.session
        window.show_page(window.comparing)
        for modality, medium in self.media().items():
            for index, name in enumerate((f"{modality}, as it was", f"{modality}, {LONG_NAME}")):
                session.put(index, Item(name, medium))
            self.until(lambda: session.measures is not None and window.tasks.idle())
            yield f"compare-{modality}", window
            session.clear()

    def example(self) -> Iterator[Stop]:
        """The example."""
        window = self.window
        window.show_example()
        self.until(lambda: window.example.session.outcome is not None and window.tasks.idle())
        yield "example", window

    def media(self) -> dict[str, engine.Medium]:
        """A small medium of each modality."""
        photo, sound = engine.load(EXAMPLES / "rocket.jpg"), engine.load(EXAMPLES / "music.flac")
        assert isinstance(photo, engine.Image)
        assert isinstance(sound, engine.Audio)
        pixels = photo.pixels[::4, ::4, :3]
        film = engine.Video(np.stack([np.roll(pixels, 3 * t, axis=1) for t in range(FRAMES)]), FPS, sound)
        return {"image": photo, "audio": sound, "film": film, "shape": engine.load(EXAMPLES / "spot.ply")}

    def shut(self, dialog: QDialog) -> None:
        """Close a dialog as Escape does."""
        dialog.reject()
        dialog.deleteLater()

    def settle(self) -> None:
        """Run the event loop while a page is drawn."""
        run_events(DRAW_SECONDS)

    def until(self, done: Callable[[], bool]) -> None:
        """Run the event loop until `done()` is true."""
        wait_until(done, TIMEOUT)
        QApplication.processEvents()

"""KeysPanel: the last step: the key, or one for each of several people, of which any may be a decoy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.choices import MOST_KEYS, Choices
from app.hide.key_panel import KeyPanel
from app.hide.secrets_panel import LETTERS
from app.hide.session import HideSession
from app.kit.button import Button
from app.kit.layout_tools import empty
from app.kit.text import label, set_role
from app.widgets.panel import Panel


class KeysPanel(Panel):
    """Shows one of the session's keys at a time; `rebuilt` when there are more or fewer."""

    rebuilt = Signal()
    failed = Signal(object, str)
    saved = Signal()

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._choices: Choices | None = None
        self._current = 0
        self.panels: list[KeyPanel] = []
        self.entitle(self.tr("Key"), "", 4)
        self._kinds: list[Button] = []
        group = QButtonGroup(self)
        for text in (self.tr("Twelve words"), self.tr("Own passphrase")):
            kind = Button(text, "tab")
            kind.setCheckable(True)
            group.addButton(kind)
            kind.clicked.connect(lambda _, on=bool(self._kinds): self.panels[self._current].use_passphrase(on))
            self._kinds.append(kind)
            self.head.addWidget(kind)
        self._tabs, self._tab_group = QHBoxLayout(), QButtonGroup(self)
        self._tabs.setSpacing(6)
        self._people = label("", "small", wrap=True)
        self._place = QVBoxLayout()
        self.add = Button(self.tr("More people: one more key…"), "link", "people")
        self.gone = Button(self.tr("Remove this key"), "link", "remove")
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.gone)
        self.body.addLayout(self._tabs)
        self.body.addWidget(self._people)
        self.body.addLayout(self._place)
        self.body.addLayout(foot)
        self.add.clicked.connect(self._add)
        self.gone.clicked.connect(self._remove)

    def refresh(self) -> None:
        """Look at the session again."""
        choices = self._session.choices
        if choices is not self._choices:
            self._choices, self._current = choices, 0
            empty(self._place)
            self.panels = []
        if len(choices.keys) != len(self.panels):
            for key in choices.keys[len(self.panels) :]:
                self._make(key or engine.Key.generate())
            self._show_tabs()
        for panel, key in zip(self.panels, choices.keys, strict=True):
            if key is not None and not panel.typed:
                panel.show_key(key)
        self._tell()

    def turn(self, index: int) -> None:
        """Show another of the keys."""
        self._current = index
        for place, panel in enumerate(self.panels):
            panel.setVisible(place == index)
        self._tab_group.button(index).setChecked(True)
        self._kinds[self.panels[index].typed].setChecked(True)
        self._tell()

    def show_key(self, key: engine.Key) -> None:
        """Show another first key."""
        self.panels[0].show_key(key)

    def _make(self, key: engine.Key) -> None:
        index = len(self.panels)
        panel = KeyPanel(key, self.tr("Key %s") % LETTERS[index])
        panel.chosen.connect(lambda chosen: self._session.use_key(chosen, self.panels.index(panel)))
        panel.failed.connect(self.failed)
        panel.saved.connect(self.saved)
        panel.noted.connect(self._session.note)
        self.panels.append(panel)
        self._place.addWidget(panel)

    def _show_tabs(self) -> None:
        for button in self._tab_group.buttons():
            self._tab_group.removeButton(button)
        empty(self._tabs)
        for index, panel in enumerate(self.panels):
            panel.name = self.tr("Key %s") % LETTERS[index]
            tab = Button(self.tr("Key %s") % LETTERS[index], "tab", "key")
            tab.setCheckable(True)
            tab.setVisible(len(self.panels) > 1)
            tab.clicked.connect(lambda _, index=index: self.turn(index))
            self._tab_group.addButton(tab, index)
            self._tabs.addWidget(tab)
        self._tabs.addStretch(1)
        self.gone.setVisible(len(self.panels) > 1)
        self.add.setVisible(len(self.panels) < MOST_KEYS)
        self.turn(min(self._current, len(self.panels) - 1))
        self.rebuilt.emit()

    def _tell(self) -> None:
        choices = self._session.choices
        self._people.setVisible(len(self.panels) > 1)
        if len(self.panels) <= 1:
            return
        count, letter = len(choices.owned(self._current)), LETTERS[self._current]
        if not choices.distinct:
            role, text = "danger", self.tr("Two of the keys are the same: each would open the secrets of the other.")
        else:
            role = "small"
            opens = self.tr("Key %s opens %n secret(s).", "", count) if count else self.tr("Key %s opens nothing yet.")
            text = f"{opens % letter} " + self.tr(
                "Choose a key on each secret. A decoy is just another key: give it away, and nobody can tell that "
                "there are more."
            )
        set_role(self._people, "role", role)
        self._people.setText(text)

    def _add(self) -> None:
        self._current = len(self.panels)
        self._session.add_key()

    def _remove(self) -> None:
        gone = self.panels.pop(self._current)
        self._place.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        index, self._current = self._current, max(0, self._current - 1)
        self._session.remove_key(index)
        self._show_tabs()

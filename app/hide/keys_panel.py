"""KeysPanel: one key, or several for several people, any of which can be a decoy; each with its name and colour."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import engine
from app.hide.choices import Choices
from app.hide.choose_session import ChooseSession
from app.hide.key_names import LONGEST, key_colour, key_name
from app.hide.key_panel import KeyPanel
from app.hide.pill import MARK, dot
from app.kit.button import Button
from app.kit.layout_tools import clear_layout
from app.kit.text import label, set_style_property
from app.text.bidi import quoted
from app.widgets.panel import Panel


class KeysPanel(Panel):
    """Shows one of the session's keys at a time; emits `rebuilt` when their number changes."""

    rebuilt = Signal()
    failed = Signal(object, str)
    saved = Signal()

    def __init__(self, session: ChooseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._choices: Choices | None = None
        self._current = 0
        self.panels: list[KeyPanel] = []
        self.set_title(self.tr("Key"))
        self._modes: list[Button] = []
        group = QButtonGroup(self)
        for text in (self.tr("Twelve words"), self.tr("Own passphrase")):
            mode = Button(text, "tab")
            mode.setCheckable(True)
            group.addButton(mode)
            mode.clicked.connect(lambda _, on=bool(self._modes): self.panels[self._current].use_passphrase(on))
            self._modes.append(mode)
            self.head.addWidget(mode)
        self._tabs, self._tab_group = QHBoxLayout(), QButtonGroup(self)
        self._tabs.setSpacing(6)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(self.tr("Name of this key, on this page only"))
        self.name.setPlaceholderText(self.tr("A name, as “Anna”"))
        self._explanation = label("", "small", wrap=True)
        self._column = QVBoxLayout()
        self.add = Button(self.tr("Add a key for someone else…"), "link", "people")
        self.decoy = Button(self.tr("…or one to give away if I am forced"), "link", "safety")
        self.remove = Button(self.tr("Remove this key"), "link", "remove")
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        self.body.addLayout(self._tabs)
        self.body.addWidget(self.name)
        self.body.addWidget(self._explanation)
        self.body.addLayout(self._column)
        self.body.addLayout(foot)
        self.body.addWidget(self.decoy, 0, Qt.AlignmentFlag.AlignLeading)
        self.add.clicked.connect(lambda: self._add())
        self.decoy.clicked.connect(lambda: self._add(self.tr("If I am forced")))
        self.name.textEdited.connect(lambda text: self._session.name_key(self._current, text))
        self.remove.clicked.connect(self._remove)

    def refresh(self) -> None:
        """Update from the session."""
        choices = self._session.choices
        if choices is not self._choices:
            self._choices, self._current = choices, 0
            clear_layout(self._column)
            self.panels = []
        if len(choices.keys) != len(self.panels):
            for key in choices.keys[len(self.panels) :]:
                self._add_panel(key or engine.Key.generate())
            self._show_tabs()
        for index, (panel, key) in enumerate(zip(self.panels, choices.keys, strict=True)):
            panel.name = key_name(index, choices.names)
            self._tab_group.button(index).setText(panel.name)
            if key is not None and not panel.typed:
                panel.show_key(key)
        self._explain()

    def show_panel(self, index: int) -> None:
        """Show the panel of a key."""
        self._current = index
        for panel_index, panel in enumerate(self.panels):
            panel.setVisible(panel_index == index)
        self._tab_group.button(index).setChecked(True)
        self._modes[self.panels[index].typed].setChecked(True)
        self.name.setText(self._session.choices.names[index])
        self._explain()

    def show_key(self, key: engine.Key) -> None:
        """Replace the words of the first key."""
        self.panels[0].show_key(key)

    def _add_panel(self, key: engine.Key) -> None:
        index = len(self.panels)
        panel = KeyPanel(key, key_name(index))
        panel.chosen.connect(lambda key: self._session.use_key(key, self.panels.index(panel)))
        panel.failed.connect(self.failed)
        panel.saved.connect(self.saved)
        panel.noted.connect(self._session.note)
        panel.copied.connect(self._session.copied)
        self.panels.append(panel)
        self._column.addWidget(panel)

    def _show_tabs(self) -> None:
        for button in self._tab_group.buttons():
            self._tab_group.removeButton(button)
        clear_layout(self._tabs)
        for index, panel in enumerate(self.panels):
            panel.name = key_name(index, self._session.choices.names)
            tab = Button(panel.name, "tab")
            tab.setIconSize(MARK)
            tab.setIcon(dot(key_colour(index)))
            tab.setCheckable(True)
            tab.setVisible(len(self.panels) > 1)
            tab.clicked.connect(lambda _, index=index: self.show_panel(index))
            self._tab_group.addButton(tab, index)
            self._tabs.addWidget(tab)
        self._tabs.addStretch(1)
        self.remove.setVisible(len(self.panels) > 1)
        self.name.setVisible(len(self.panels) > 1)
        self.decoy.setVisible(len(self.panels) < engine.MAX_KEYS)
        self.add.setVisible(len(self.panels) < engine.MAX_KEYS)
        self.show_panel(min(self._current, len(self.panels) - 1))
        self.rebuilt.emit()

    def _explain(self) -> None:
        """What the key in front opens, by name: the person checks with it what a decoy gives away."""
        choices = self._session.choices
        self._explanation.setVisible(len(self.panels) > 1)
        if len(self.panels) <= 1:
            return
        names = [choices.secrets[index].name for index in choices.owned(self._current)]
        if not choices.distinct:
            role, text = "danger", self.tr("Two keys are the same: each would reveal the secrets of the other.")
        else:
            role = "small"
            opens = self.tr("Reveals %s.") % quoted(names) if names else self.tr("Reveals nothing yet.")
            text = f"{opens} " + self.tr(
                "Choose a key on the card of each secret. A key can be a decoy: give it away, and nobody can tell that "
                "there are others."
            )
        set_style_property(self._explanation, "role", role)
        self._explanation.setText(text)

    def _add(self, name: str = "") -> None:
        self._current = len(self.panels)
        self._session.add_key(name)

    def _remove(self) -> None:
        panel = self.panels.pop(self._current)
        self._column.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        index, self._current = self._current, max(0, self._current - 1)
        self._session.remove_key(index)
        self._show_tabs()

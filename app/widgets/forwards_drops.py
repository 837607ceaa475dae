"""ForwardsDrops: a widget that accepts files dropped anywhere on it, on behalf of the drop zone inside."""

from __future__ import annotations

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from app.widgets.drop_zone import DropZone


class ForwardsDrops:
    """Mixin, named before the widget class; the widget has a `zone` and calls `setAcceptDrops(True)`."""

    zone: DropZone

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.zone.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.zone.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.zone.dropEvent(event)

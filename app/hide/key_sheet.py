"""A key on paper: a page with the numbered words and a QR code."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QImage, QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrinter

QUIET_ZONE = 4  # modules of white border that QR readers need
QR_NAME = "undersong:qr"


def qr_code(text: str, module: int = 6) -> QImage:
    """The text as a QR code, black on white, with `module` pixels for each module."""
    import segno

    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)]
    image = QImage(len(rows[0]), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, 0xFF000000 if dark else 0xFFFFFFFF)
    return image.scaled(image.size() * module)


def key_sheet(words: str, name: str) -> QTextDocument:
    """A page with everything needed to reveal the secrets except the file."""
    say = QCoreApplication.translate
    document = QTextDocument()
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(QR_NAME), qr_code(words))
    numbered = [f"{position}&nbsp;&nbsp;<b>{escape(word)}</b>" for position, word in enumerate(words.split(), 1)]
    cells = ["".join(f"<td width='33%'>{cell}</td>" for cell in numbered[row : row + 3]) for row in range(0, 12, 3)]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    hint = say(
        "KeySheet", "Anyone with these words and the Undersong file can reveal the secrets. Keep this page safe."
    )
    document.setHtml(
        f"<h2>Undersong</h2><h3>{escape(name)}</h3><p>{escape(hint)}</p>"
        f"<table width='100%' cellpadding='8' border='1' style='border-collapse: collapse'>{table}</table>"
        f"<p><br><img src='{QR_NAME}' width='180' height='180'></p>"
    )
    return document


def print_key_sheet(printer: QPrinter, words: str, name: str) -> None:
    """Print the page of a key."""
    printer.setDocName("Undersong")
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    key_sheet(words, name).print_(printer)

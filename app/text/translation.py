"""The languages of the program: English as in the code, others from resources/translations.

Plurals are `self.tr("%n secret(s)", "", count)`: each language has its own plural forms, and English has them too, in a
file that holds nothing else.

After texts have changed, run

    python -m app.text.translation

It runs pyside6-lupdate, which brings every text of app/ into the .ts files, and pyside6-lrelease, which compiles them
to .qm files. In between, translate new texts with pyside6-linguist or an editor. Both kinds of file are committed, and
a test fails while they are out of date.

The extraction finds literals only: the text and its context, in `self.tr("...")`,
`QCoreApplication.translate("Context", "...")`, the same under the name `say`, or `QT_TRANSLATE_NOOP`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from resources import ROOT

Language = Literal["system", "en", "de"]

LANGUAGES: tuple[Language, ...] = ("system", "en", "de")
FOLDER = ROOT / "translations"
NAMES = {"en": "English", "de": "Deutsch"}  # each language in itself
TRANSLATED = ("de",)
PLURALS_ONLY = ("en",)  # the language of the code


def locale_of(language: Language) -> QLocale:
    """The locale of a language setting."""
    return QLocale.system() if language == "system" else QLocale(language)


def language_code(language: Language) -> str:
    """The code of the translation to use: "en" where there is none for the system's language."""
    code = locale_of(language).name().split("_")[0]
    return code if code in NAMES else "en"


def install(app: QApplication, language: Language) -> str:
    """Use a language, in all widgets created from now on; returns its code."""
    code, locale = language_code(language), locale_of(language)
    QLocale.setDefault(locale)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt), (f"undersong_{code}", str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    if "-reverse" not in app.arguments():  # Qt's own option: the user asked for right to left
        right = QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    return code


def update(folder: Path = FOLDER) -> None:
    """Update the .ts files of a folder from the code, and compile their .qm files."""
    tools, root = Path(sys.executable).parent, ROOT.parent
    sources = sorted(str(path.relative_to(root)) for path in (root / "app").rglob("*.py"))
    options = ["-tr-function-alias", "translate+=say", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    for code in (*PLURALS_ONLY, *TRANSLATED):
        name, only = str(folder / f"undersong_{code}.ts"), ["-pluralonly"] if code in PLURALS_ONLY else []
        update = [str(tools / "pyside6-lupdate"), *sources, *options, *only, "-target-language", code, "-ts", name]
        subprocess.run(update, cwd=root, check=True, capture_output=True)
        subprocess.run([str(tools / "pyside6-lrelease"), name], cwd=root, check=True, capture_output=True)


if __name__ == "__main__":
    update()

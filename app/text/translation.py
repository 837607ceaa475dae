"""The languages of the program: English as it stands in the code, and every other one from resources/translations.

What is counted is `self.tr("%n secret(s)", "", count)`: each language says it in its own plural forms, English too,
whose file holds nothing else.

After texts have changed:

    python -m app.text.translation

runs pyside6-lupdate, which brings every text of app/ into the .ts files,
and pyside6-lrelease, which makes the .qm files of them.  In between, texts are translated with pyside6-linguist or
an editor.  Both kinds of file are committed, and a test says when they are not up to date.

For the extraction to find a text it has to be a literal, and so has its context, in `self.tr("...")`,
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
NAMES = {"en": "English", "de": "Deutsch"}  # each in its own language: who seeks it reads it
TRANSLATED = ("de",)
COUNTED = ("en",)  # the language of the code, of which only the plural forms are translated


def locale_of(language: Language) -> QLocale:
    """The locale of a choice; the system's own where that is the choice."""
    return QLocale.system() if language == "system" else QLocale(language)


def spoken(language: Language) -> str:
    """The code of the language the program will speak: English where it does not know the system's."""
    code = locale_of(language).name().split("_")[0]
    return code if code in NAMES else "en"


def install(app: QApplication, language: Language) -> str:
    """Speak a language from now on, in widgets yet to be made; what code it has."""
    code, locale = spoken(language), locale_of(language)
    QLocale.setDefault(locale)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt), (f"undersong_{code}", str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    if "-reverse" not in app.arguments():  # a direction somebody asked for stands
        right = QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    return code


def update(folder: Path = FOLDER) -> None:
    """Bring the .ts files of a folder up to date with the code, and the .qm files with them."""
    tools, root = Path(sys.executable).parent, ROOT.parent
    sources = sorted(str(path.relative_to(root)) for path in (root / "app").rglob("*.py"))
    options = ["-tr-function-alias", "translate+=say", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    for code in (*COUNTED, *TRANSLATED):
        name, only = str(folder / f"undersong_{code}.ts"), ["-pluralonly"] if code in COUNTED else []
        update = [str(tools / "pyside6-lupdate"), *sources, *options, *only, "-target-language", code, "-ts", name]
        subprocess.run(update, cwd=root, check=True, capture_output=True)
        subprocess.run([str(tools / "pyside6-lrelease"), name], cwd=root, check=True, capture_output=True)


if __name__ == "__main__":
    update()

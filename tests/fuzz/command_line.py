"""The arguments of the command line: any words in any order end in a sentence and an exit code of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from random import Random

from engine.__main__ import INTERRUPTED, main
from engine.errors import EXIT_CODES, FAILED
from engine.inrsteg import hide
from engine.key import Key
from engine.planning import plan
from engine.recipe import RECIPES
from tests.engine.tiny import WORDS, picture, solid, sound, tiny
from tests.fuzz.mutator import mutate_text
from tests.fuzz.targets import Target

CODES = {0, FAILED, INTERRUPTED, *(code for _, code in EXIT_CODES)}
_LINES = (
    "hide cat.png --secret bell.wav -o out.undersong --key-file key.txt --force",
    "hide cat.png --text note.txt -o new.undersong --json --width 32 --storage half --psnr 20 --seconds 1",
    "reveal made.undersong --key-file key.txt -d found --scale 2 --json --force",
    "show made.undersong -o shown.png --scale 0.5", "attack made.undersong --json", "attack made.undersong bell.wav",
    "compare cat.png cat.png --json", "forecast cat.png --secret box.ply --room 4 --recipe draft",
    "forecast bell.wav --exact note.txt --folder found --protection paper", "--version", "--help",
)  # fmt: skip
_WORDS = (
    "--json", "--force", "-o", "-d", "--scale", "--width", "--room", "--secret", "--exact", "--text", "--seconds",
    "--psnr", "--device", "cpu", "cuda", "16", "-1", "0", "1e9", "nan", "inf", "", "-", "--", "made.undersong",
    "key.txt", "cat.png", "bell.wav", "box.ply", "note.txt", "found", "nothing", "out.png", "out.wav", "out.undersong",
    "out", "NUL", "a" * 300, "\udcff", "💾.png", "--exact-cover", "--passphrase-file", "--key-file", "--protection",
    "paper",
)  # fmt: skip


class CommandLine(Target):
    """Commands in a folder of small files."""

    name = "command-line"
    allowed = (SystemExit,)
    suffix = ".json"

    def prepare(self, folder: Path) -> None:
        for name in ("draft", "standard", "fine"):
            RECIPES[name] = tiny(2)
        os.chdir(folder)
        picture(8).write("cat.png")
        sound(100).write("bell.wav")
        solid().write("box.ply")
        Path("note.txt").write_text("Dear reader")
        Path("found").mkdir(exist_ok=True)
        key = Key.from_words(WORDS)
        key.save("key.txt")
        hide(plan([picture(8)], picture(8), tiny(2)), key).save("made.undersong")

    def make(self, random: Random) -> tuple[bytes, str]:
        words = random.choice(_LINES).split(" ")
        for _ in range(random.choice((0, 1, 1, 2, 4))):
            place = random.randrange(len(words) + 1)
            what = random.randrange(4)
            if what == 0:
                words.insert(place, random.choice(_WORDS))
            elif what == 1:
                del words[place : place + 1]
            elif what == 2 and place < len(words):
                words[place] = random.choice(_WORDS)
            elif place < len(words):
                words[place] = mutate_text(words[place], random)
        # Nothing is written outside of the folder, whatever the words say.
        return json.dumps([word.replace("/", "").replace("..", "") for word in words]).encode(), self.suffix

    def run(self, data: bytes, suffix: str) -> None:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                code = main(json.loads(data))
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 0
        assert code in CODES, f"ends with {code}"
        assert "Traceback" not in said.getvalue()

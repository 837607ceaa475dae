from __future__ import annotations

import itertools
import os
import pickle
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import EngineError, InvalidKeyError, SaveError
from engine.key import Key, _wordlist, expand
from tests.engine import second
from tests.engine.tiny import WORDS

SALT = bytes(16)
OTHER = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"


def test_a_new_key_is_new_and_comes_back_from_its_words() -> None:
    keys = [Key.generate() for _ in range(5)]
    assert len(set(keys)) == 5
    assert [Key.from_words(key.words) for key in keys] == keys
    assert all(len(key.words.split()) == 12 for key in keys)


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        f"  {WORDS.upper()}\r\n",
        WORDS.replace(" ", "\n"),
        WORDS.replace(" ", ", "),
        WORDS.replace(" ", "\t\u00a0"),
        "".join(chr(0xFEE0 + ord(c)) if c != " " else "\u3000" for c in WORDS),  # as wide as Chinese signs
    ],
)
def test_words_however_they_are_typed(text: str) -> None:
    assert Key.from_text(text) == Key.from_words(text) == Key.from_words(WORDS)


@pytest.mark.parametrize(
    "text", [f"Undersong\n\n{WORDS}\n", f"my key\r\nfor cats\r\n\r\n{WORDS}\r\n\r\n", f"x\r{WORDS}"]
)
def test_words_below_a_heading(text: str) -> None:
    assert Key.from_text(text) == Key.from_words(WORDS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this has 0"),
        (WORDS.replace(" ", "\n").replace("wave", "wavve"), "Word 5 "),  # not of the last line alone
        (WORDS.removesuffix("yellow").replace(" ", "\n"), "this has 11"),
        (f"Undersong\n\n{WORDS.replace('wave', 'wavve')}\n", "Word 5 "),
        (f"{WORDS} legal\n{WORDS} legal", "this has 26"),
        (f"{WORDS}\n{OTHER}", "more than one key"),
    ],
)
def test_a_typo_in_a_text_of_several_lines(text: str, message: str) -> None:
    with pytest.raises(InvalidKeyError, match=message):
        Key.from_text(text)


def test_a_typo_is_told_and_never_quotes_the_words() -> None:
    words = WORDS.split()
    swapped = [*words[:2], words[3], words[2], *words[4:]]
    wrong = [
        ("", "this has 0"), (" ".join(words[:11]), "this has 11"), (f"{WORDS} legal", "this has 13"),
        (" ".join([*words[:4], "wavve", *words[5:]]), "Word 5 "), (" ".join(["Grüße"] * 12), "Word 1 "),
        (" ".join(swapped), "exchanged"), (" ".join(["zoo"] * 12), "do not belong together"), ("\0" * 40, "this has 0"),
    ]  # fmt: skip
    for text, message in wrong:
        with pytest.raises(InvalidKeyError, match=message):
            Key.from_text(text)
        with pytest.raises(InvalidKeyError, match=message) as raised:
            Key.from_words(text)
        said = str(raised.value).lower()
        assert not {word.lower() for word in text.split()} & {part.strip(".,:;?“”") for part in said.split()}
        assert raised.value.__cause__ is None
        assert isinstance(raised.value, EngineError)


def test_most_exchanged_words_are_noticed() -> None:
    key = Key.from_words("zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")
    words = Key.generate().words.split()
    noticed, tried = 0, 0
    for first, other in itertools.combinations(range(12), 2):
        swapped = list(words)
        swapped[first], swapped[other] = swapped[other], swapped[first]
        if swapped == words:
            continue
        tried += 1
        try:
            assert Key.from_words(" ".join(swapped)) != key
        except InvalidKeyError:
            noticed += 1
    assert noticed > 0.6 * tried  # 15 of 16 on average


def test_a_key_is_never_shown() -> None:
    for key in (Key.from_words(WORDS), Key.from_passphrase("open, sesame")):
        derived = key.derive(SALT)
        for shown in (
            repr(key),
            str(key),
            f"{key!r}",
            repr([key]),
            repr(derived),
            str(derived),
            repr({"key": derived}),
        ):
            shown = re.sub(r" at 0x[0-9a-f]+>", ">", shown)  # an object's address may begin with 7f7f
            assert not any(word in shown for word in ("legal", "winner", "sesame", "7f7f", "\\x7f", "bytes", "b'"))


def test_passphrases() -> None:
    one = Key.from_passphrase("Tür")
    assert one == Key.from_passphrase("Tu\u0308r\r\n")
    assert one != Key.from_passphrase("Tur")
    assert Key.from_passphrase(" a ") != Key.from_passphrase("a")
    for empty in ("", "\n", "  \t \r\n", "\u3000"):
        with pytest.raises(InvalidKeyError, match="empty"):
            Key.from_passphrase(empty)
    with pytest.raises(InvalidKeyError, match="no words"):
        _ = one.words


def test_half_a_sign_is_no_passphrase():
    """A window may hold a lone surrogate, of which no program makes bytes."""
    for text in ("good words \udcff", "\ud83d"):
        with pytest.raises(InvalidKeyError, match="a sign that is none"):
            Key.from_text(text, passphrase=True)


@pytest.mark.parametrize(
    "text",
    [
        "Tür und Tor", "Tür und Tor\r\n", "Tür und Tor\nand a note", "\n\nTür und Tor\r", "Tür und Tor \r\n",
        "\tTür und Tor  ", "\ufeffTür\u00a0und Tor\u200b", "Tu\u0308r und Tor",
    ],
)  # fmt: skip
def test_a_passphrase_is_the_first_line(text: str) -> None:
    assert Key.from_text(text, passphrase=True) == Key.from_passphrase("Tür und Tor")


def test_signs_that_programs_put_into_a_passphrase_are_those_of_the_keyboard() -> None:
    typed = Key.from_text('it\'s a "quote"', passphrase=True)
    assert Key.from_text("it\u2019s a \u201cquote\u201d ", passphrase=True) == typed


def test_a_file_of_version_1_opens_with_the_blanks_it_was_hidden_with() -> None:
    typed = Key.from_text("open sesame ", passphrase=True)
    assert typed == Key.from_passphrase("open sesame") != Key.from_passphrase("open sesame ")
    assert typed.derive(SALT, 1) == Key.from_passphrase("open sesame ").derive(SALT, 1)
    assert typed.derive(SALT, 2) == Key.from_passphrase("open sesame").derive(SALT, 2)


def test_a_passphrase_of_twelve_words_is_another_key() -> None:
    assert Key.from_passphrase(WORDS) != Key.from_words(WORDS)
    assert Key.from_passphrase(WORDS).derive(SALT) != Key.from_words(WORDS).derive(SALT)


def test_a_key_file_comes_back(tmp_path: Path) -> None:
    key, path = Key.generate(), tmp_path / "key.txt"
    path.write_text("an older and longer file " * 100)
    key.save(path)
    assert Key.load(path) == Key.load(str(path)) == key
    assert path.read_text().splitlines() == ["Undersong", "", key.words]
    for text in (key.words, f"\ufeff{key.words}\r\n", key.words.replace(" ", "\n")):  # as other programs write it
        path.write_text(text, encoding="utf-8")
        assert Key.load(path) == key
    path.write_text("\ufeffTür und Tor\r\na note", encoding="utf-8")
    assert Key.load(path, passphrase=True) == Key.from_passphrase("Tür und Tor")
    with pytest.raises(InvalidKeyError, match="no words"):
        Key.from_passphrase("Tür und Tor").save(path)
    with pytest.raises(SaveError, match="the folder does not exist"):
        key.save(tmp_path / "nowhere" / "key")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_a_key_file_is_its_owners_alone(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        (tmp_path / "old").write_text("older")
        (tmp_path / "old").chmod(0o644)
        Key.generate().save(tmp_path / "old")
        Key.generate().save(tmp_path / "saved")
        Key.create(tmp_path / "created")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"old": 0o600, "saved": 0o600, "created": 0o600}


def test_a_key_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0" * 50)
    (tmp_path / "large").write_text(f"{WORDS}\n" * 2000)
    (tmp_path / "folder").mkdir()
    for name, message in (
        ("none", "does not exist"), ("folder", "cannot be read: "),
        ("binary", "as a text with a key"), ("large", "as a text with a key"),
    ):  # fmt: skip
        with pytest.raises(InvalidKeyError, match=message) as raised:
            Key.load(tmp_path / name)
        assert name in str(raised.value)
        assert raised.value.__context__ is None or isinstance(raised.value.__context__, OSError)  # holds no content


def test_a_created_key_file_is_never_one_that_was_there(tmp_path: Path) -> None:
    key = Key.create(tmp_path / "key")
    assert Key.load(tmp_path / "key") == key
    with pytest.raises(FileExistsError):
        Key.create(tmp_path / "key")
    assert Key.load(tmp_path / "key") == key


CREATE = """
import sys
from engine.key import Key

sys.stdin.readline()
try:
    print("made", Key.create(sys.argv[1]).words)
except FileExistsError:
    print("found", Key.load(sys.argv[1]).words)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the name is there a moment before the words are")
def test_processes_that_create_one_key_file_have_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CREATE, str(tmp_path / "key")]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate()[0].split(" ", 1) for process in running]
    assert sorted(how for how, _ in answers) == ["found", "found", "found", "made"]
    assert len({words for _, words in answers}) == 1


def test_a_key_file_is_deleted_only_by_its_own_key(tmp_path: Path) -> None:
    key, path = Key.generate(), tmp_path / "key"
    key.delete_file(path)
    key.save(path)
    Key.generate().delete_file(path)
    assert Key.load(path) == key
    key.delete_file(path)
    assert not path.exists()


def test_every_salt_and_every_purpose_gives_another_subkey() -> None:
    key = Key.from_words(WORDS)
    roots = [key.derive(bytes([index]) * 16) for index in range(3)]
    subkeys = {root.subkey(purpose) for root in roots for purpose in ("box", "commitment", "seal/0", "seal/1", "mac/0")}
    assert len(subkeys) == 15
    assert len(roots[0].subkey("nonce", 12)) == 12


def test_every_version_of_the_format_gives_other_subkeys() -> None:
    key = Key.from_words(WORDS)
    derived = {version: key.derive(SALT, version) for version in (1, 2)}
    root = second.hkdf_extract(SALT, second.words_to_bytes(WORDS))
    for version, root_key in derived.items():
        for purpose, length in (("box", 32), ("nonce", 12), ("seal/0", 32)):
            assert root_key.subkey(purpose, length) == second.hkdf_expand(root, purpose, length, version)
            assert expand(root, purpose, length, version) == root_key.subkey(purpose, length)
    assert derived[1] != derived[2] == key.derive(SALT)
    assert derived[1].subkey("box") != derived[2].subkey("box") == expand(root, "box")


def test_a_key_is_a_value() -> None:
    key = Key.from_words(WORDS)
    assert pickle.loads(pickle.dumps(key)) == key
    assert len({key, Key.from_words(WORDS)}) == 1
    with pytest.raises(AttributeError):
        key._secret = b""  # type: ignore[misc]


def test_the_list_is_the_one_of_bip39() -> None:
    words = _wordlist().wordlist
    assert len(set(words)) == 2048
    assert (words[0], words[-1]) == ("abandon", "zoo")


def test_a_name_that_is_none_is_no_key_file() -> None:
    with pytest.raises(InvalidKeyError, match="not the name of a file"):
        Key.load("a\0b")

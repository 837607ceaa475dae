from __future__ import annotations

import itertools
import pickle

import pytest

from engine.errors import EngineError, InvalidKeyError
from engine.key import Key, _wordlist
from tests.engine.tiny import WORDS

SALT = bytes(16)


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
    assert Key.from_words(text) == Key.from_words(WORDS)


def test_a_typo_is_told_and_never_quotes_the_words() -> None:
    words = WORDS.split()
    swapped = [*words[:2], words[3], words[2], *words[4:]]
    wrong = [
        ("", "this has 0"), (" ".join(words[:11]), "this has 11"), (f"{WORDS} legal", "this has 13"),
        (" ".join([*words[:4], "wavve", *words[5:]]), "Word 5 "), (" ".join(["Grüße"] * 12), "Word 1 "),
        (" ".join(swapped), "exchanged"), (" ".join(["zoo"] * 12), "do not belong together"), ("\0" * 40, "this has 1"),
    ]  # fmt: skip
    for text, told in wrong:
        with pytest.raises(InvalidKeyError, match=told) as raised:
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


def test_a_passphrase_of_twelve_words_is_another_key() -> None:
    assert Key.from_passphrase(WORDS) != Key.from_words(WORDS)
    assert Key.from_passphrase(WORDS).derive(SALT) != Key.from_words(WORDS).derive(SALT)


def test_every_salt_and_every_purpose_gives_another_subkey() -> None:
    key = Key.from_words(WORDS)
    roots = [key.derive(bytes([number]) * 16) for number in range(3)]
    subkeys = {root.subkey(purpose) for root in roots for purpose in ("box", "commitment", "seal/0", "seal/1", "mac/0")}
    assert len(subkeys) == 15
    assert len(roots[0].subkey("nonce", 12)) == 12


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

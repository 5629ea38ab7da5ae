"""The alphabetical order of a language, for lists that are read by name."""

from __future__ import annotations

import unicodedata

_ALPHABETS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""Alphabets with letters of their own. In other languages a letter with an accent stands with its plain one."""
_BEHIND = 0x110000
"""What puts letters of another alphabet behind all of one's own."""
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"} | dict.fromkeys("أإآٱ", "ا"))


def alphabetical(text: str, language: str) -> tuple[list[int], str]:
    """A key that sorts *text* as a dictionary of *language* does; what differs in accents only follows by them."""
    alphabet = _ALPHABETS.get(language.partition("-")[0].lower(), "")

    def rank(letter: str) -> int:
        if letter in alphabet:
            return ord(alphabet[0]) + alphabet.index(letter)
        return ord(letter) + (_BEHIND if alphabet and letter.isalpha() else 0)

    key: list[int] = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        plain = letter if letter in alphabet else unicodedata.normalize("NFD", letter.translate(_PLAIN))
        key += [rank(part) for part in plain if part.isalnum() or part.isspace()]
    return key, text


def initial(text: str, language: str) -> str:
    """The letter under which an index of *language* lists *text*; nothing where it begins with no letter."""
    first = unicodedata.normalize("NFC", text)[:1].lower()
    if first not in _ALPHABETS.get(language.partition("-")[0].lower(), ""):
        first = unicodedata.normalize("NFD", first.translate(_PLAIN))[:1]
    return first.upper() if first.isalpha() else ""

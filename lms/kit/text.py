"""Vietnamese text: one normal form, search without accents, order of names."""

import re
import unicodedata

_D = str.maketrans("đĐ", "dD")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x61 + rank) for rank, letter in enumerate(_ALPHABET)}
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NOTE = re.compile(r"\([^()]*\)")
_HALVES = re.compile("[\ud800-\udfff]")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """The composed form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def storable(text: str) -> str:
    """Untrusted text as a database and a page take it: no lone surrogate, no control character.

    Marks that turn the direction of writing go too: they make a sentence say something else.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def whole_characters(text: str) -> str:
    """Without halves of characters: JSON brings them along, and nothing that writes takes them."""
    return _HALVES.sub("\ufffd", text)


def fold(text: str) -> str:
    """Lower case without any accent: what a search compares. `đ` becomes `d`."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D).lower())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def sort_key(text: str) -> str:
    """A key that plain byte order sorts as Vietnamese does: letters, then tones, then case."""
    letters, tones = [], []
    for char in nfc(text).lower():
        base, tone = _split(char)
        letters.append(_RANK.get(base, base))
        tones.append(tone)
    return f"{''.join(letters)} {''.join(tones)} {text.swapcase()}"


def given_name(full_name: str) -> str:
    """The last word, leaving out a note in brackets by which namesakes are told apart."""
    words = _without_notes(nfc(full_name)).split()
    return words[-1] if words else ""


def name_sort_key(full_name: str) -> str:
    """The key of a person's name: the given name first, then the rest, a note in brackets last."""
    words = _without_notes(nfc(full_name)).split()
    notes = _NOTE.findall(nfc(full_name))
    return " ".join([sort_key(" ".join(words[-1:] + words[:-1])), *map(sort_key, notes)])


def _without_notes(name: str) -> str:
    """A name that is nothing but a note stays."""
    left = _NOTE.sub(" ", name)
    return left if left.strip() else name


def _split(char: str) -> tuple[str, str]:
    """One letter into its base (with hat or horn) and its tone, `0` for the level tone."""
    tone = "0"
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    return nfc("".join(kept)), tone

"""From a file's bytes to its text and the name of its encoding, by a rule that can be told in four sentences.

A byte order mark decides. Else what is valid UTF-8 is UTF-8. Else it is a one-byte Windows encoding: windows-1251
(Cyrillic) when most letters above ASCII make words of their own, as in «Бишкек», and windows-1252 when most stand in
words with ASCII letters, as in "café". A text with zero bytes, or one that is UTF-8 but for a few broken bytes, is
refused: read as something else it would be gibberish.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

UTF_8: Final = "utf-8"
CYRILLIC: Final = "windows-1251"
WESTERN: Final = "windows-1252"

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters in both encodings: 0xC0..0xFF; in windows-1251 also Ё (0xA8) and ё (0xB8).
_HIGH: Final = rb"\xa8\xb8\xc0-\xff"
_HIGH_LETTER: Final = re.compile(rb"[" + _HIGH + rb"]")
_HIGH_WORD: Final = re.compile(rb"(?<![A-Za-z" + _HIGH + rb"])[" + _HIGH + rb"]+(?![A-Za-z" + _HIGH + rb"])")
_ABOVE_ASCII: Final = re.compile(rb"[\x80-\xff]")
# A character of several bytes (RFC 3629); in windows-1251 such pairs are a capital before a quotation mark, and rare.
_UTF_8_LETTER: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding's name. Raises UnicodeDecodeError, with its place, when no rule fits."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec), codec.removesuffix("-sig")
    zero = data.find(b"\0")
    if zero >= 0:
        raise UnicodeDecodeError(UTF_8, data, zero, zero + 1, "a text has no zero bytes")
    try:
        return data.decode(UTF_8), UTF_8
    except UnicodeDecodeError:
        if _is_nearly_utf_8(data):
            raise
        codec = _one_byte_encoding(data)
        return data.decode(codec), codec


def _is_nearly_utf_8(data: bytes) -> bool:
    in_letters = sum(len(letter) for letter in _UTF_8_LETTER.findall(data))
    return in_letters * 2 > len(_ABOVE_ASCII.findall(data))


def _one_byte_encoding(data: bytes) -> str:
    letters = len(_HIGH_LETTER.findall(data))
    in_own_words = sum(len(word) for word in _HIGH_WORD.findall(data))
    return CYRILLIC if in_own_words * 2 > letters else WESTERN

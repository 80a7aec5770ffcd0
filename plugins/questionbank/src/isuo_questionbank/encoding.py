"""From a file's bytes to its text and the name of its encoding, by a rule that can be told in three sentences.

A byte order mark decides. Else what is valid UTF-8 is UTF-8. Else it is a one-byte Windows encoding: windows-1251
(Cyrillic) when most letters above ASCII make words of their own, as in «Бишкек», and windows-1252 when most stand in
words with ASCII letters, as in "café".
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


def decode(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding's name. Raises UnicodeDecodeError when no rule fits."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec), codec.removesuffix("-sig")
    try:
        return data.decode(UTF_8), UTF_8
    except UnicodeDecodeError:
        codec = _one_byte_encoding(data)
        return data.decode(codec), codec


def _one_byte_encoding(data: bytes) -> str:
    letters = len(_HIGH_LETTER.findall(data))
    in_own_words = sum(len(word) for word in _HIGH_WORD.findall(data))
    return CYRILLIC if in_own_words * 2 > letters else WESTERN

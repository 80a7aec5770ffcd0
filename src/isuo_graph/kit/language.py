"""The three languages of the house, and which of them a reader asked for.

Takes an Accept-Language header, gives a Language. It keeps no texts; those are in kit/messages.
"""

import math
from enum import StrEnum


class Language(StrEnum):
    """A language every text for people exists in."""

    KY = "ky"
    RU = "ru"
    EN = "en"


# Browsers send at most about a dozen; the bound keeps a hostile header cheap (a guess).
_RANGES_READ_MAX = 32


def language_of(accept_language_header: str | None, default: Language = Language.RU) -> Language:
    """Choose the language the reader prefers most (RFC 9110, 12.5.4), else `default`.

    Of ranges with the same weight the first one wins; `*` stands for `default`; weight 0 means "not this one".
    """
    best, best_weight = default, 0.0
    for part in (accept_language_header or "").split(",", _RANGES_READ_MAX)[:_RANGES_READ_MAX]:
        tag, _, parameters = part.partition(";")
        language = _language(tag.strip().lower(), default)
        weight = _weight(parameters)
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best


def _language(tag: str, default: Language) -> Language | None:
    if tag == "*":
        return default
    primary = tag.partition("-")[0]
    return Language(primary) if primary in {"ky", "ru", "en"} else None


def _weight(parameters: str) -> float:
    """Read `q=0.8`; nothing is 1, nonsense is 0 so that a broken range never wins."""
    name, _, value = parameters.partition("=")
    if not name.strip():
        return 1.0
    try:
        weight = float(value.strip()) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if math.isfinite(weight) and 0.0 <= weight <= 1.0 else 0.0

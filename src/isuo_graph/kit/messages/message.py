"""One text in three languages, and how values are put into it."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from isuo_graph.kit.language import Language

# A text may repeat what the caller sent; longer input is cut so that an answer cannot be made huge (a guess).
VALUE_LENGTH_MAX = 120


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person; `{name}` marks the place of a value, the same names in all three languages."""

    ky: str
    ru: str
    en: str

    def text(self, language: Language) -> str:
        """Give the unfilled text in `language`."""
        match language:
            case Language.KY:
                return self.ky
            case Language.RU:
                return self.ru
            case Language.EN:
                return self.en

    def names(self) -> frozenset[str]:
        """Name the values the text needs."""
        return placeholders(self.en)

    def say(self, language: Language, values: Mapping[str, object]) -> str:
        """Fill the text; a value that is itself a Message is said in the same language."""
        return self.text(language).format_map({name: _shown(value, language) for name, value in values.items()})


def placeholders(text: str) -> frozenset[str]:
    """Name the places of a format string."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _shown(value: object, language: Language) -> str:
    text = value.text(language) if isinstance(value, Message) else str(value)
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: VALUE_LENGTH_MAX + 1])
    return printable if len(printable) <= VALUE_LENGTH_MAX else printable[: VALUE_LENGTH_MAX - 1] + "…"

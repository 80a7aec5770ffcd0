"""The one tree of refusals: a code for machines, a text for people in three languages, a hint for developers.

A floor raises Refused where it knows the reason; the edge (web) translates it. Withheld values are not errors.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from isuo_graph.kit import messages
from isuo_graph.kit.language import Language, language_of

__all__ = ["BootRefused", "Code", "Language", "Refusals", "Refused", "language_of"]


class Code(StrEnum):
    """Every value of `extensions.code`; each has its heading in docs/errors.md."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN_FIELD = "FORBIDDEN_FIELD"
    FORBIDDEN_ACT = "FORBIDDEN_ACT"
    CONSENT_MISSING = "CONSENT_MISSING"
    NOT_IN_SCOPE = "NOT_IN_SCOPE"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    CONFLICT = "CONFLICT"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    PLUGIN_UNAVAILABLE = "PLUGIN_UNAVAILABLE"
    DOCUMENT_NOT_FOUND = "DOCUMENT_NOT_FOUND"
    INTERNAL = "INTERNAL"


_NOTHING: Mapping[str, object] = MappingProxyType({})


class Refused(Exception):
    """One reason why the house does not do what it was asked.

    `message` is a key of kit/messages and `values` fill its text; an unknown key, a missing or a superfluous value
    raises at construction, so that a slip dies in the first test that meets it. Attributes are set once.
    """

    code: Code
    message: str
    path: tuple[str | int, ...]
    hint: str
    extensions: Mapping[str, object]
    values: Mapping[str, object]

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        path: tuple[str | int, ...] = (),
        hint: str = "",
        extensions: Mapping[str, object] = _NOTHING,
        **values: object,
    ) -> None:
        super().__init__(code, message)
        messages.check(message, values)
        self.code = code
        self.message = message
        self.path = path
        self.hint = hint
        self.extensions = MappingProxyType(dict(extensions))
        self.values = MappingProxyType(values)

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__:
            raise AttributeError(f"{name} of a refusal is set once")
        super().__setattr__(name, value)

    def __str__(self) -> str:
        return f"{self.code}: {self.say(Language.EN)}"

    def say(self, language: Language) -> str:
        """Give the text for the person, in `language`."""
        return messages.say(self.message, self.values, language)


class Refusals(Exception):
    """Several refusals of one act, in the order they were found; nothing of the act was written."""

    def __init__(self, refusals: Iterable[Refused]) -> None:
        self.refusals = tuple(refusals)
        if not self.refusals:
            raise ValueError("Refusals needs at least one Refused")
        super().__init__(*self.refusals)

    def __str__(self) -> str:
        return "; ".join(map(str, self.refusals))


class BootRefused(Exception):
    """The service does not start: the text names what is wrong and what to write instead, in English."""

"""What can be wrong with a folder of GIFT files, told in ky/ru/en with file and line and with what to write instead.

A fault never quotes the file: it may be read by who may not see the questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from isuo_graph import sdk
from isuo_questionbank.fault_texts import TEXTS


class Severity(Enum):
    """ERROR: the question or the file is left out. WARNING: it is used, but perhaps not as meant."""

    ERROR = "error"
    WARNING = "warning"


class FaultCode(Enum):
    """Every fault by name; the texts stand in `fault_texts`."""

    NOT_A_FOLDER = "not_a_folder"
    OUTSIDE_FOLDER = "outside_folder"
    NOT_A_FILE = "not_a_file"
    NAME_UNREADABLE = "name_unreadable"
    UNREADABLE = "unreadable"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_FILES = "too_many_files"
    FOLDER_TOO_LARGE = "folder_too_large"
    TOO_DEEP = "too_deep"
    TOO_MANY_QUESTIONS = "too_many_questions"
    TOO_MANY_IN_TEST = "too_many_in_test"
    ENCODING_UNKNOWN = "encoding_unknown"
    ENCODING_LEGACY = "encoding_legacy"
    BAD_CHARACTER = "bad_character"
    BAD_CATEGORY = "bad_category"
    TITLE_OPEN = "title_open"
    BRACE_OPEN = "brace_open"
    BRACE_STRAY = "brace_stray"
    SECOND_BLOCK = "second_block"
    PROMPT_EMPTY = "prompt_empty"
    TOO_MANY_ANSWERS = "too_many_answers"
    ANSWER_EMPTY = "answer_empty"
    ANSWER_TWICE = "answer_twice"
    ONE_OPTION = "one_option"
    NO_RIGHT_ANSWER = "no_right_answer"
    BAD_WEIGHT = "bad_weight"
    BAD_NUMBER = "bad_number"
    BAD_RANGE = "bad_range"
    NO_ARROW = "no_arrow"
    FEW_PAIRS = "few_pairs"
    SAME_QUESTION = "same_question"
    SAME_TITLE = "same_title"
    FULL_SCORE_IMPOSSIBLE = "full_score_impossible"

    @property
    def severity(self) -> Severity:
        """Whether the fault costs something its place in the bank."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset({FaultCode.ENCODING_LEGACY, FaultCode.SAME_TITLE, FaultCode.FULL_SCORE_IMPOSSIBLE})


@dataclass(frozen=True)
class Fault:
    """One fault: the file below the folder, the line (0 for the whole file), the details of its text."""

    code: FaultCode
    file: str
    line: int = 0
    details: tuple[tuple[str, str], ...] = field(default=())

    @property
    def severity(self) -> Severity:
        """Whether it cost something its place."""
        return self.code.severity

    def said_in(self, locale: sdk.Locale) -> str:
        """Say `file:line: what is wrong and what to write` in that language."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = TEXTS[self.code.value].said_in(locale).format(**dict(self.details))
        return f"{place}: {text}"

    def __str__(self) -> str:
        return self.said_in(sdk.Locale.EN)


class Broken(Exception):
    """Raised where a question cannot be read on; `at` is the place in its text, from which the line follows."""

    def __init__(self, code: FaultCode, at: int = 0, **details: object) -> None:
        super().__init__(code.value, at)
        self.code = code
        self.at = at
        self.details = details

    def fault(self, file: str, line: int) -> Fault:
        """Give the fault with its place."""
        return fault(self.code, file, line, **self.details)


def fault(code: FaultCode, file: str, line: int = 0, **details: object) -> Fault:
    """Make a fault of its code, place and details."""
    return Fault(code, file, line, tuple((name, str(value)) for name, value in details.items()))

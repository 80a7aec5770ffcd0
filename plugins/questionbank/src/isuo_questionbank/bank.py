"""The tests of a folder: questions put together by category, or by file where there is none, under ids that last.

An id comes from what the author named (the category or file, then the `[id:…]` or the title) and else from the content,
so another order, another file of the same category or, with a title, an edited text keep it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, TypeAlias

from isuo_graph import sdk
from isuo_questionbank import model
from isuo_questionbank.faults import Fault, FaultCode, fault
from isuo_questionbank.folder import Listing, read_folder

# As many answers as one sheet of the learning room holds; a test of more could not be handed in.
MAX_TEST_QUESTIONS: Final = 500
_Placed: TypeAlias = tuple[model.Source, model.Item]


@dataclass(frozen=True)
class Bank:
    """All tests by id in the order of their paths, and everything that was wrong on the way."""

    exams: Mapping[str, model.Exam] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()


def load(folder: Path) -> Bank:
    """Read a folder into its tests and faults. Blocking: call it in a thread."""
    return build(read_folder(folder))


def build(listing: Listing) -> Bank:
    """Put the questions of all files together into tests."""
    faults = [*listing.faults]
    grouped: dict[tuple[str, ...], list[_Placed]] = {}
    for read in listing.files.values():
        faults.extend(read.faults)
        if read.source is None:
            continue
        for item in read.source.items:
            # A file's name is no category's: the leading dot keeps the two apart.
            key = item.category or (".file", read.source.name)
            grouped.setdefault(key, []).append((read.source, item))
    exams = [_exam(key, grouped[key], faults) for key in sorted(grouped)]
    return Bank(MappingProxyType({exam.test.id: exam for exam in exams}), tuple(faults))


def _exam(key: tuple[str, ...], placed: list[_Placed], faults: list[Fault]) -> model.Exam:
    test_id = _digest("t", *key)
    unique = _bounded(list(_without_twins(placed, faults)), faults)
    items = tuple(_with_lasting_ids(test_id, unique, faults))
    headers = [source.header for source, _ in unique]
    is_category = key[0] != ".file"
    file_title = next((header.title for header in headers if header.title), None) or PurePosixPath(key[-1]).stem
    test = sdk.Test(
        id=test_id,
        title=key[-1] if is_category else file_title,
        description=" / ".join(key) if is_category else "",
        language=next((header.language for header in headers if header.language), None),
        subject=next((header.subject for header in headers if header.subject), None),
        grades=tuple(sorted({grade for header in headers for grade in header.grades})),
        question_count=sum(not isinstance(item.task, model.Description) for item in items),
        max_points=sum(item.max_points for item in items),
        needs_manual_grading=any(isinstance(item.task, model.LongText) for item in items),
        updated_at=max(source.modified_at for source, _ in unique),
    )
    return model.Exam(test=test, items=items, digest=_digest("d", repr(replace(test, updated_at=None)), repr(items)))


def _without_twins(placed: Iterable[_Placed], faults: list[Fault]) -> Iterator[_Placed]:
    """Leave out a question that stands in the test already, word for word and under the same title."""
    seen: dict[tuple[str, str], str] = {}
    for source, item in placed:
        key = (item.title, item.id)
        if key in seen:
            faults.append(fault(FaultCode.SAME_QUESTION, source.name, item.line, first=seen[key]))
            continue
        seen[key] = f"{source.name}:{item.line}"
        yield source, item


def _bounded(placed: list[_Placed], faults: list[Fault]) -> list[_Placed]:
    if len(placed) > MAX_TEST_QUESTIONS:
        source, item = placed[MAX_TEST_QUESTIONS]
        faults.append(fault(FaultCode.TOO_MANY_IN_TEST, source.name, item.line, limit=MAX_TEST_QUESTIONS))
    return placed[:MAX_TEST_QUESTIONS]


def _with_lasting_ids(test_id: str, placed: Iterable[_Placed], faults: list[Fault]) -> Iterator[model.Item]:
    """Give each question its id; where two share a title, both are named by title and content."""
    questions = list(placed)
    uses = Counter(_name(item) for _, item in questions)
    met: set[str] = set()
    for source, item in questions:
        name = _name(item)
        if uses[name] == 1:
            yield replace(item, id=_digest("q", test_id, name))
            continue
        if name in met:
            faults.append(fault(FaultCode.SAME_TITLE, source.name, item.line))
        met.add(name)
        yield replace(item, id=_digest("q", test_id, name, item.id))


def _name(item: model.Item) -> str:
    if item.given_id:
        return f"id:{item.given_id}"
    return f"title:{item.title}" if item.title else f"content:{item.id}"


def _digest(prefix: str, *parts: str) -> str:
    return prefix + blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()

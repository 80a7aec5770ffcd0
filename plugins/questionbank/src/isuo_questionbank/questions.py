"""From a file's text to its questions and faults: a broken question is reported with its line and left out, the others
stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import Final

from isuo_graph import sdk
from isuo_questionbank import answers, blocks, markup, model, scoring
from isuo_questionbank.faults import Broken, Fault, FaultCode, fault
from isuo_questionbank.markup import Piece

# A guess at the most that one file holds; a school's whole year of tests is far below.
MAX_QUESTIONS: Final = 5_000
_GAP: Final = "_____"  # what Moodle puts where the answers stood inside a sentence
_WHOLE: Final = Fraction(1)


@dataclass(frozen=True)
class Reading:
    """What a text gave: its head, its questions in order, and what was wrong."""

    header: model.Header
    items: tuple[model.Item, ...]
    faults: tuple[Fault, ...]


def read_text(text: str, file: str) -> Reading:
    """Read a GIFT text; `file` is the name that faults carry."""
    found = markup.forbidden_character(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        character = f"U+{ord(found[0]):04X}"
        return Reading(model.Header(), (), (fault(FaultCode.BAD_CHARACTER, file, line, character=character),))
    cut = blocks.cut(text)
    items: list[model.Item] = []
    faults = [broken.fault(file, broken.at) for broken in cut.faults]
    for block in cut.blocks[:MAX_QUESTIONS]:
        try:
            item = read_item(block)
        except Broken as broken:
            faults.append(broken.fault(file, block.line_at(broken.at)))
        else:
            items.append(item)
            faults.extend(_warnings(item, file))
    if len(cut.blocks) > MAX_QUESTIONS:
        line = cut.blocks[MAX_QUESTIONS].line
        faults.append(fault(FaultCode.TOO_MANY_QUESTIONS, file, line, limit=MAX_QUESTIONS))
    return Reading(cut.header, tuple(items), tuple(faults))


def read_item(block: blocks.Block) -> model.Item:
    """Read one question. Raises Broken at what is wrong."""
    title, rest = _title(Piece(block.text))
    head, body, tail = _parts(rest)
    prompt = _prompt(head, tail)
    if body is None:
        task: model.Task = model.Description()
        said = None
    else:
        body, said = body.rpartition("####")
        task = answers.read_task(body.strip(), prompt.format)
        if (best := scoring.best(task)) is not None and best <= 0:
            raise Broken(FaultCode.NO_RIGHT_ANSWER, body.at)
    feedback = None if said is None else markup.rich_text(said, prompt.format)
    return model.Item(
        id=_content_id(rest.text),
        prompt=prompt,
        task=task,
        title=title,
        given_id=block.given_id,
        feedback=feedback if feedback and feedback.text else None,
        category=block.category,
        line=block.line,
    )


def _title(text: Piece) -> tuple[str, Piece]:
    """Split `::title:: the rest`; a question without a title has an empty one."""
    text = text.strip()
    if not text.text.startswith("::"):
        return "", text
    title, rest = text.part(2).partition("::")
    if rest is None:
        raise Broken(FaultCode.TITLE_OPEN, text.at)
    return " ".join(markup.release(title.text).split()), rest.strip()


def _parts(text: Piece) -> tuple[Piece, Piece | None, Piece | None]:
    """Split `head { body } tail`; without braces there is only a head."""
    opened, closed = text.text.find("{"), text.text.find("}")
    if closed >= 0 and (opened < 0 or closed < opened):
        raise Broken(FaultCode.BRACE_STRAY, text.at + closed)
    if opened < 0:
        return text, None, None
    if closed < 0:
        raise Broken(FaultCode.BRACE_OPEN, text.at + opened)
    second = text.text.find("{", opened + 1)
    if second >= 0:
        # Inside the block it means that the block was never closed; behind it, that a blank line is missing.
        code = FaultCode.BRACE_OPEN if second < closed else FaultCode.SECOND_BLOCK
        raise Broken(code, text.at + (opened if second < closed else second))
    stray = text.text.find("}", closed + 1)
    if stray >= 0:
        raise Broken(FaultCode.BRACE_STRAY, text.at + stray)
    return text.part(0, opened), text.part(opened + 1, closed), text.part(closed + 1)


def _prompt(head: Piece, tail: Piece | None) -> sdk.RichText:
    shown = head.text if tail is None or not tail.text.strip() else f"{head.text}{_GAP}{tail.text}"
    prompt = markup.rich_text(Piece(shown))
    if not prompt.text:
        raise Broken(FaultCode.PROMPT_EMPTY, head.at)
    return prompt


def _warnings(item: model.Item, file: str) -> Iterator[Fault]:
    best = scoring.best(item.task)
    if best is not None and best < _WHOLE:
        total = f"{float(best * 100):g}"
        yield fault(FaultCode.FULL_SCORE_IMPOSSIBLE, file, item.line, total=total)


def _content_id(text: str) -> str:
    """Name a question by its text, whatever blanks and line breaks stand in it."""
    return blake2b(re.sub(r"\s+", " ", text).encode(), digest_size=12).hexdigest()

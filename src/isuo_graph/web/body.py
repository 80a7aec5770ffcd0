"""From the bytes of a request to what it asks. What is malformed is refused here with a code, before it costs anything.

orjson bounds depth (1,024), refuses NaN and wrong UTF-8, and never builds a number of more than 64 bits. It says
nothing of a key that comes twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.datastructures import QueryParams

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.web.answers import Asked, Documents

DEPTH_MAX: Final = 40  # levels of JSON; inputs and filters of ours nest below 20 (a guess)
NUMBER_END: Final = 2.0**64  # orjson makes a float of a longer integer, and the caller's digits would be lost
ID_LENGTH_MAX: Final = 256  # characters of a document's id
_PARAMETERS: Final = (
    ("query", str),
    ("documentId", str),
    ("operationName", str),
    ("variables", dict),
    ("extensions", dict),
)
# PostgreSQL keeps no NUL in texts, so nobody may send one, in variables or in a literal.
_NUL: Final = re.compile(r"\x00|\\u0000|\\u\{0+\}")


async def asked_of(data: object, documents: Documents) -> Asked:
    """Read the parameters of a request. Raises Refused: BAD_USER_INPUT for a wrong form, DOCUMENT_NOT_FOUND."""
    if isinstance(data, list):
        raise Refused(Code.BAD_USER_INPUT, "batching.off")
    if not isinstance(data, dict):
        raise Refused(Code.BAD_USER_INPUT, "json.not_object")
    for name, kind in _PARAMETERS:
        value = data.get(name)
        if value is not None and not isinstance(value, kind):
            raise Refused(Code.BAD_USER_INPUT, "input.malformed", field=name)
    text = await _text(data, documents)
    if _NUL.search(text):
        raise Refused(Code.BAD_USER_INPUT, "document.malformed", fault="NUL")
    return Asked(text, data.get("operationName") or None, data.get("variables"), data.get("extensions") or {})


async def asked_by_query(parameters: QueryParams, documents: Documents) -> Asked:
    """Read the parameters of a GET request; `variables` and `extensions` are JSON texts."""
    if len(parameters) != len(parameters.multi_items()):
        raise Refused(Code.BAD_USER_INPUT, "json.repeated")
    data: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        if name in data:
            data[name] = json_of(data[name].encode(errors="replace")) if data[name] else None
    return await asked_of(data, documents)


def json_of(raw: bytes | str) -> object:
    """Parse JSON. Raises Refused with BAD_USER_INPUT for anything that is not plain, shallow JSON in UTF-8."""
    try:
        value: object = orjson.loads(raw)
    except orjson.JSONDecodeError as exc:
        raise (_too_deep() if "depth" in str(exc) else _malformed()) from exc
    _check(value)
    if _repeats(value, raw.encode() if isinstance(raw, str) else raw):
        raise Refused(Code.BAD_USER_INPUT, "json.repeated")
    return value


def _check(value: object) -> None:
    """Look at all values, level by level, without recursion."""
    level = [value]
    for _ in range(DEPTH_MAX + 1):
        below: list[object] = []
        for one in level:
            if isinstance(one, dict):
                below += one.keys()
                below += one.values()
            elif isinstance(one, list):
                below += one
            elif (isinstance(one, float) and abs(one) >= NUMBER_END) or (isinstance(one, str) and "\x00" in one):
                raise _malformed()
        if not below:
            return
        level = below
    raise _too_deep()


def _repeats(value: object, raw: bytes) -> bool:
    """Tell whether an object has a key twice: a proxy may have read the first of them, and we read the last.

    A text that is exactly as its value would be written repeats nothing, which spares most requests the slow reading.
    """
    if orjson.dumps(value) == raw:
        return False
    try:
        _ONCE.decode(raw.decode())
    except _Repeated:
        return True
    return False


class _Repeated(Exception):
    """An object has a key twice."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise _Repeated
    return held


_ONCE: Final = json.JSONDecoder(object_pairs_hook=_once)


def _malformed() -> Refused:
    return Refused(Code.BAD_USER_INPUT, "json.malformed")


def _too_deep() -> Refused:
    return Refused(Code.BAD_USER_INPUT, "json.too_deep", limit=DEPTH_MAX)


async def _text(data: Mapping[str, Any], documents: Documents) -> str:
    text, document_id = data.get("query"), data.get("documentId")
    if isinstance(text, str) and text.strip():
        return text
    if not isinstance(document_id, str) or not document_id:
        raise Refused(Code.BAD_USER_INPUT, "document.missing")
    found = await documents.text_of(document_id) if len(document_id) <= ID_LENGTH_MAX else None
    if found is None:
        raise Refused(Code.DOCUMENT_NOT_FOUND, "document.unknown_id")
    return found

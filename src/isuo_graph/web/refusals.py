"""From what went wrong to what the caller is told: a code, a text in the caller's language, a request id, nothing else.

Refusals of ours are told. GraphQL's own faults of a document are told without "did you mean" to strangers. Everything
else becomes INTERNAL: its kind and place go to the log, its text and values go nowhere.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from isuo_graph.answer.asking import Asking
from isuo_graph.kit.errors import Code, Refusals, Refused
from isuo_graph.kit.language import Language

RETRY_AFTER_S: Final = 1
FRAMES_LOGGED: Final = 6
# graphql-core's suggestions would let strangers rebuild the schema word by word.
_HINT: Final = re.compile(r"\s*Did you mean [^?]*\?")

_STATUS: Final = {
    Code.UNAUTHENTICATED: 401,
    Code.DOCUMENT_NOT_FOUND: 404,
    Code.INTERNAL: 500,
}
# Some refusals have a status of their own (docs/errors.md).
_STATUS_OF: Final = {
    "limit.body": 413,
    "limit.busy": 503,
    "limit.rate": 429,
    "limit.deadline": 504,
    "storage.unavailable": 503,
    "provider.unavailable": 503,
    "content_type.unsupported": 415,
    "content_encoding.unsupported": 415,
    "method.unsupported": 405,
    "operation.wrong_method": 405,
    "path.unknown": 404,
}
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody is spoken to."""

    language: Language
    request_id: str
    may_hint: bool = False


def voice(asking: Asking) -> Voice:
    """Give how the asker of an operation is spoken to: hints about the schema are for those who have signed in."""
    return Voice(asking.language, asking.request_id, may_hint=not asking.viewer.is_anonymous)


def status_of(refused: Refused) -> int:
    """Give the HTTP status of a refusal of the whole request."""
    return _STATUS_OF.get(refused.message) or _STATUS.get(refused.code, 400)


def retry_after_s(refused: Refused) -> int | None:
    """Give the seconds to wait before coming again; None where coming again does not help."""
    if status_of(refused) not in {429, 503}:
        return None
    asked = refused.values.get("retry_after_s")
    return asked if isinstance(asked, int) else RETRY_AFTER_S


def reasons(error: GraphQLError) -> Iterator[Refused | None]:
    """Give why a field or a request failed, in the house's terms; None for an error that carries its code already."""
    cause = _cause(error)
    if isinstance(cause, Refused):
        yield cause
    elif isinstance(cause, Refusals):
        yield from cause.refusals
    elif "code" in (error.extensions or {}):
        yield None
    elif isinstance(cause, InvalidOperationTypeError):
        yield Refused(Code.BAD_USER_INPUT, "operation.wrong_method")
    elif isinstance(cause, CannotGetOperationTypeError | MissingQueryError):
        yield Refused(Code.BAD_USER_INPUT, "document.missing")
    elif isinstance(error, GraphQLSyntaxError):
        fault = error.message.removeprefix("Syntax Error: ")
        yield Refused(Code.BAD_USER_INPUT, "document.malformed", fault=fault)
    elif error.path is None and (cause is None or error.nodes):
        yield Refused(Code.BAD_USER_INPUT, "document.invalid", fault=error.message)
    else:
        yield Refused(Code.INTERNAL, "internal")


def told(errors: Sequence[GraphQLError], voice: Voice, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Give the errors as the answer lists them, at most `limit`, and how many more there are. Logs our own mistakes."""
    listed: list[dict[str, Any]] = []
    omitted = 0
    for error in errors:
        for reason in reasons(error):
            if reason is not None and reason.message == "internal":
                log_failure(_cause(error) or error, voice.request_id)
            if len(listed) < limit:
                listed.append(_entry(error, reason, voice))
            else:
                omitted += 1
    return listed, omitted


def said(refused: Refused, voice: Voice) -> dict[str, Any]:
    """Give a refusal as an entry of `errors`."""
    text = refused.say(voice.language)
    if refused.message == "document.invalid" and not voice.may_hint:
        text = _without_hint(refused, voice.language)
    extensions: dict[str, Any] = {"code": refused.code.value, **refused.extensions, "requestId": voice.request_id}
    if refused.path:
        extensions["inputPath"] = list(refused.path)
    return {"message": text, "extensions": extensions}


def log_failure(failure: BaseException, request_id: str) -> None:
    """Log a mistake of ours: its kind and where it happened."""
    _log.error("request.failed", request_id=request_id, **traced(failure))


def traced(failure: BaseException) -> dict[str, list[str]]:
    """Give kinds and places of a failure and its causes. Texts of exceptions quote values, so they stay out."""
    frames = traceback.extract_tb(failure.__traceback__)[-FRAMES_LOGGED:]
    places = [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    kinds: list[str] = []
    cause: BaseException | None = failure
    while cause is not None and len(kinds) < FRAMES_LOGGED:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return {"kinds": kinds, "places": places}


def _entry(error: GraphQLError, reason: Refused | None, voice: Voice) -> dict[str, Any]:
    if reason is None:
        extensions = {**(error.extensions or {}), "requestId": voice.request_id}
        entry: dict[str, Any] = {"message": error.message, "extensions": extensions}
    else:
        entry = said(reason, voice)
    if error.locations:
        entry["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path is not None:
        entry["path"] = error.path
    return entry


def _without_hint(refused: Refused, language: Language) -> str:
    fault = _HINT.sub("", str(refused.values["fault"]))
    return Refused(refused.code, refused.message, fault=fault).say(language)


def _cause(error: GraphQLError) -> BaseException | None:
    """Find what was raised, inside graphql-core's wrapping."""
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        if cause.original_error is None:
            return None
        cause = cause.original_error
    return cause

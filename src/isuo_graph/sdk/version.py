"""The contract's own version, and whether a plugin that asks for a range of versions can be run under it.

Takes version numbers and ranges as text; gives a yes or the reason for a no. Reads nothing and imports nothing.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

CONTRACT_VERSION: Final = "1.0.0"
"""Grows by semver: a new optional field or operation is a minor step, everything that breaks a plugin a major one."""

# Semver 2.0.0, the numbers and the pre-release tag; build metadata says nothing about compatibility and is refused.
_SEMVER = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?")
_BOUND = re.compile(r"\s*(>=|<=|==|>|<)\s*(\d{1,9}(?:\.\d{1,9}){0,2})\s*")

_Numbers = tuple[int, int, int]
_COMPARISONS: Final[dict[str, Callable[[_Numbers, _Numbers], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True)
class _Bound:
    comparison: str
    numbers: _Numbers

    def admits(self, numbers: _Numbers) -> bool:
        return _COMPARISONS[self.comparison](numbers, self.numbers)


def is_version(text: str) -> bool:
    """Tell whether the text is a semantic version such as `1.4.0` or `2.0.0-beta.1`."""
    return _SEMVER.fullmatch(text) is not None


def is_range(text: str) -> bool:
    """Tell whether the text is a range such as `>=1,<2`: bounds joined by commas, each with up to three numbers."""
    return all(_BOUND.fullmatch(part) for part in text.split(","))


def is_compatible(wanted: str, offered: str = CONTRACT_VERSION) -> bool:
    """Tell whether a plugin that asks for the range `wanted` runs under the contract version `offered`."""
    return incompatibility(wanted, offered) is None


def incompatibility(wanted: str, offered: str = CONTRACT_VERSION) -> str | None:
    """Say why the range `wanted` does not admit the version `offered`; None when it does.

    A range without an upper bound is refused too: nobody can promise to work under a major version not written yet.
    """
    if not is_range(wanted):
        return f"the range {wanted!r} is not readable; write it like '>=1,<2'"
    if not is_version(offered):
        return f"{offered!r} is not a semantic version; write it like '1.0.0'"
    bounds = tuple(_bound(part) for part in wanted.split(","))
    if not any(bound.comparison in {"<", "<=", "=="} for bound in bounds):
        return f"the range {wanted!r} has no upper bound; write it like '>=1,<2'"
    if all(bound.admits(_numbers(offered.partition("-")[0])) for bound in bounds):
        return None
    return f"the plugin asks for contract {wanted}, this server speaks {offered}"


def _bound(text: str) -> _Bound:
    match = _BOUND.fullmatch(text)
    assert match is not None, "is_range was asked before"
    return _Bound(match[1], _numbers(match[2]))


def _numbers(text: str) -> _Numbers:
    parts = [int(part) for part in text.split(".")]
    major, minor, patch = (*parts, 0, 0)[:3]
    return major, minor, patch

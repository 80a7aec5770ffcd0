"""Identifiers: 64-bit integers that sort by time inside the house, `stu_7261538264719360` outside.

Layout, high to low: 41 bits milliseconds since 2024-01-01 (until 2093), 10 bits node, 12 bits sequence; positive.
"""

import re
import threading
from datetime import UTC, datetime
from typing import Final

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import Code, Refused

EPOCH_MS: Final = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) * 1000
NODE_BITS: Final = 10
SEQUENCE_BITS: Final = 12
NODES: Final = 1 << NODE_BITS
ID_MAX: Final = (1 << 63) - 1  # a signed 64-bit column on both databases

# At most 19 digits, no leading zero; [0-9] and not \d, which also takes Arabic and other digits.
_OUTSIDE: Final = re.compile(r"([a-z][a-z0-9]{1,15})_([1-9][0-9]{0,18})")


class IdMaker:
    """Makes ids that only grow, for one node; two running processes must not share a node number.

    When the clock steps back, or more than 4,096 ids are made within a millisecond, the ids run ahead of the clock
    instead of repeating or waiting.
    """

    def __init__(self, clock: Clock, node: int) -> None:
        if not 0 <= node < NODES:
            raise ValueError(f"node must be from 0 to {NODES - 1}, not {node}")
        self._clock = clock
        self._node = node << SEQUENCE_BITS
        self._tick = 0  # milliseconds and sequence in one number, so that a full sequence carries into the time
        self._lock = threading.Lock()

    def new(self) -> int:
        """Make the next id."""
        now = (self._clock.now_ms() - EPOCH_MS) << SEQUENCE_BITS
        with self._lock:
            self._tick = max(self._tick + 1, now)
            tick = self._tick
        time_part, sequence = tick >> SEQUENCE_BITS, tick & ((1 << SEQUENCE_BITS) - 1)
        made = (time_part << (NODE_BITS + SEQUENCE_BITS)) | self._node | sequence
        assert made <= ID_MAX, "the year 2093 has come"
        return made


def outside(prefix: str, number: int) -> str:
    """Write an id as the caller sees it: `outside("stu", 42)` gives `stu_42`."""
    text = f"{prefix}_{number}"
    if not _OUTSIDE.fullmatch(text) or number > ID_MAX:
        raise ValueError(f"not an id: {text!r}")
    return text


def inside(prefix: str, text: str) -> int:
    """Read an id of one type. Raises Refused with BAD_USER_INPUT for any other text or type."""
    found, number = _read(text)
    if found != prefix:
        raise _malformed(text, prefix)
    return number


def prefix_of(text: str) -> str:
    """Give the type prefix of an id, for `node(id:)`. Raises Refused with BAD_USER_INPUT when it is no id."""
    return _read(text)[0]


def _read(text: str) -> tuple[str, int]:
    found = _OUTSIDE.fullmatch(text)
    if found is None or int(found[2]) > ID_MAX:
        raise _malformed(text, "<prefix>")
    return found[1], int(found[2])


def _malformed(text: str, prefix: str) -> Refused:
    return Refused(Code.BAD_USER_INPUT, "id.malformed", id=text, hint=f"an id of this type reads {prefix}_<digits>")

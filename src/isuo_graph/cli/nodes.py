"""Numbers for processes that make ids: each running process of a machine holds one, by a lock that ends with it.

Takes the first number and how many there are; a worker that dies frees its number for the one that replaces it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from isuo_graph.kit.errors import BootRefused


def claim(first: int, count: int, database_url: str) -> int:
    """Take the first free number and keep it while the process lives. Raises BootRefused where all are taken."""
    if os.name != "posix":
        return first
    import fcntl

    # Only processes over the same database must not share a number.
    digest = hashlib.sha256(database_url.encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"isuo-graph-{os.getuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(first, first + count):
        descriptor = os.open(folder / f"node-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            continue
        return number  # the descriptor stays open on purpose: closing it would free the number
    raise BootRefused(
        f"ISUO_NODE: the numbers {first} to {first + count - 1} are all held by running processes of this machine. "
        "Stop the other service, or give this one another ISUO_NODE."
    )

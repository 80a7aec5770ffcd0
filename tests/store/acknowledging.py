"""A process that writes things one after the other and says the id of each once it is acknowledged, until it is killed.

Takes the database's URL as its argument.
"""

from __future__ import annotations

import asyncio
import itertools
import sys

from tests.databases import school_check
from tests.store.things import KeepThing, keep_thing, teacher

from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import open_store


async def main(url: str) -> None:
    """Write for ever."""
    store = await open_store(url, row_check=school_check(dialect_of(url)))
    for number in itertools.count():
        async with store.write.unit(teacher(1), keep_thing) as unit:
            kept = await keep_thing.run(unit, KeepThing(f"thing {number}"))
        sys.stdout.write(f"{kept.thing}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

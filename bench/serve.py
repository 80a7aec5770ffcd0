"""Serves one arm in a process of its own: `python -m bench.serve ARM URL PORT`. One process, one loop, as the house
is run.
"""

from __future__ import annotations

import importlib
import sys

import uvicorn


def main() -> None:
    """Serve until told to stop."""
    arm, url, port = sys.argv[1:4]
    made = importlib.import_module(f"bench.arms.{arm}").app(url)
    uvicorn.run(
        made,
        host="127.0.0.1",
        port=int(port),
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
        ws="none",
    )


if __name__ == "__main__":
    main()

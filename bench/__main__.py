"""Measures every arm on both databases and writes docs/performance.md: `python -m bench`, or `--full` for the large
country.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import databases, outside, report
from bench.data import FULL, Size
from bench.race import Track
from bench.servers import Missing
from bench.tokens import make_key

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "bench"


def main() -> None:
    """Measure and write the page."""
    asked = _arguments()
    track = Track(asked.rounds, asked.seconds)
    size = FULL if asked.full else Size()
    sizes = (size,) if asked.no_growth else (size, grown(size))
    with tempfile.TemporaryDirectory(prefix="isuo-bench-") as place, ExitStack() as stack:
        folder = Path(place)
        os.environ["ISUO_BENCH_KEY_FILE"] = str(make_key(folder))
        results = []
        if "sqlite" in asked.databases:
            urls = [databases.sqlite(folder, one) for one in sizes]
            results.append(asyncio.run(outside.measured("SQLite", urls, sizes, track, CACHE)))
        if "postgresql" in asked.databases:
            results.append(_postgres(stack, folder, sizes, track))
    page = report.printed(results, track.rounds, track.seconds)
    (ROOT / "docs" / "performance.md").write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def grown(size: Size) -> Size:
    """Give the country to compare with: ten times the schools, or a tenth of them for the large one."""
    return Size(schools=size.schools // 10 if size == FULL else size.schools * 10)


def _postgres(stack: ExitStack, folder: Path, sizes: tuple[Size, ...], track: Track) -> report.Results:
    try:
        server = stack.enter_context(databases.postgres(folder))
    except Missing as exc:
        return report.Results("PostgreSQL", sizes[0], missing={"PostgreSQL": str(exc)})
    urls = [databases.database(server, one) for one in sizes]
    return asyncio.run(outside.measured("PostgreSQL", urls, sizes, track, CACHE))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="40 schools, 28,000 students, 2.5 million marks")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each race")
    parser.add_argument("--seconds", type=float, default=1, help="length of each arm's turn")
    parser.add_argument("--no-growth", action="store_true", help="do not make the country with ten times the schools")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=("sqlite", "postgresql"))
    return parser.parse_args()


if __name__ == "__main__":
    main()

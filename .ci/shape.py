"""Refuse what no linter refuses: long files and functions, addresses of registries, plugins outside the contract check.

Reads the files git knows, prints one line per fault, and exits with 1 when there is any.
"""

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES_CAP = 500  # the house style aims at 250 and allows 400; beyond this a file does two things
FUNCTION_LINES_CAP = 60  # likewise 15 and 40
# Pins and manifests must work with any mirror. The brackets keep this line from naming itself.
REGISTRIES = re.compile("pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian")


def main() -> int:
    """Print every fault and give the exit status."""
    faults = [*shape_faults(), *address_faults(), *plugin_faults()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def shape_faults() -> Iterator[str]:
    """Name Python files and functions over the caps. Revisions are made by Alembic, one for each room."""
    for path in tracked("*.py"):
        if path.parent.name == "versions":
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > FILE_LINES_CAP:
            yield f"{path.relative_to(ROOT)}: {lines} lines, the cap is {FILE_LINES_CAP}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES_CAP:
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield f"{place}: {node.name} has {length} lines, the cap is {FUNCTION_LINES_CAP}"


def address_faults() -> Iterator[str]:
    """Name lines that hold a package registry's address."""
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, or a sample in another encoding
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if REGISTRIES.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: a package registry's address"


def plugin_faults() -> Iterator[str]:
    """Name plugin packages that .importlinter does not hold to the contract."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    held = contracts["importlinter:contract:plugins"]["source_modules"].split()
    for package in sorted(ROOT.glob("plugins/*/src/*/__init__.py")):
        if package.parent.name not in held:
            yield f"{package.parent.relative_to(ROOT)}: not named in .importlinter (root_packages and contract:plugins)"


def tracked(*patterns: str) -> list[Path]:
    """List the files git tracks, or would track, that match."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")  # noqa: S603 - fixed words
    return [path for name in names if name and (path := ROOT / name).is_file()]


if __name__ == "__main__":
    sys.exit(main())

"""graphql-http's own server audit (the reference for GraphQL over HTTP), run by Node where Node is.

Takes a folder and the address of a service; gives what the audit says, one entry for each of its points.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "audit.mjs")
NEEDS_NODE = pytest.mark.skipif(
    not (shutil.which("node") and shutil.which("npm")), reason="needs Node and npm, which are not on this machine"
)


def version() -> str:
    """Give what changes when the script or its packages do."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()[:16]


def install(folder: Path) -> Path:
    """Put the script beside its packages, unless that was done before; gives the script."""
    if not (folder / "installed").exists():
        for name in FILES:
            shutil.copyfile(HERE / name, folder / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
        (folder / "installed").touch()
    return folder / "audit.mjs"


def audited(auditor: Path, url: str, *token: str) -> list[dict[str, str]]:
    """Audit a service, signed in or not."""
    command = ["node", str(auditor), url, *token]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]

"""graphql-http's own server audit (the reference for GraphQL over HTTP), run by Node where Node is."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.web.small_school import Served

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "audit.mjs")

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and shutil.which("npm")), reason="needs Node and npm, which are not on this machine"
)


@pytest.fixture(scope="session")
def auditor(request: pytest.FixtureRequest) -> Path:
    """Give the script beside its installed packages, kept between runs as long as they stay the same."""
    wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()[:16]
    cache = request.config.cache
    assert cache is not None
    folder = Path(cache.mkdir(f"graphql-http-audit-{wanted}"))
    if not (folder / "installed").exists():
        for name in FILES:
            shutil.copyfile(HERE / name, folder / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
        (folder / "installed").touch()
    return folder / "audit.mjs"


def audited(auditor: Path, url: str, *token: str) -> list[dict[str, str]]:
    command = ["node", str(auditor), url, *token]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_server_audit_finds_no_error_and_no_warning(auditor: Path, served: Served, is_signed_in: bool) -> None:
    token = (served.token(),) if is_signed_in else ()
    results = audited(auditor, f"{served.url}/graphql", *token)
    assert len(results) > 50
    assert [result for result in results if result["status"] != "ok"] == []

"""A real Kolibri 0.19.5 for the live tests: own virtual environment, empty home, loopback only, stopped by its pid.

Takes nothing but a Python with venv and pip (the environment is kept in the folder that ISUO_KOLIBRI_VENV names);
gives the address and the superuser. It must never touch a Kolibri that it did not start itself.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "0.19.5"
FACILITY = "СОШ №3 с. Новопокровка"
# Kolibri refuses punctuation in a username, and its provisioning then leaves the facility without anybody.
SUPERUSER = "isuobridge"

# Measured on two shared cores: 12 s for a first start on an empty home; the rest is room for a slow CI machine.
START_TIMEOUT_S = 180.0
STOP_TIMEOUT_S = 20.0
_PROBE_INTERVAL_S = 0.25
_CHECKOUT = Path(__file__).resolve().parents[2]


class KolibriDidNotStart(RuntimeError):
    """The server ended, or was not ready in time; the message carries the end of its own log."""


@dataclass
class ServerProcess:
    """The process of one server; what it keeps and where it listens outlive it, so it can be started again."""

    command: Path
    environment: dict[str, str] = field(repr=False)
    base_url: str
    log: Path
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers. Raises KolibriDidNotStart."""
        with self.log.open("ab") as output:
            # A session of its own, so that the end reaches the workers Kolibri forks, and nothing else.
            self._process = subprocess.Popen(
                [str(self.command), "start", "--foreground"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        _wait_until_ready(self._process, self.base_url, self.log)

    def stop(self) -> None:
        """End this very process, and wait until it has ended; one that has ended already is left alone."""
        if self._process is not None:
            _stop(self._process)
            self._process = None

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it accept connections and answer none, until the block ends."""
        assert self._process is not None
        # The process leads a group of its own, so nothing else stands still.
        os.killpg(self._process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self._process.pid, signal.SIGCONT)


@dataclass(frozen=True)
class KolibriServer:
    """A running Kolibri: where it listens and who may do everything there."""

    base_url: str
    username: str
    password: str = field(repr=False)
    facility_name: str
    home: Path
    process: ServerProcess = field(repr=False)


@contextmanager
def kolibri_server() -> Iterator[KolibriServer]:
    """Start Kolibri on free loopback ports with its own test channel, and stop it at the end.

    Raises KolibriDidNotStart with the end of the log when it is not ready in START_TIMEOUT_S.
    """
    kolibri = installed_kolibri()
    with tempfile.TemporaryDirectory(prefix="isuo-kolibri-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        password = secrets.token_urlsafe(12)
        environment = _environment(home, password)
        base_url = f"http://127.0.0.1:{environment['KOLIBRI_HTTP_PORT']}"
        process = ServerProcess(kolibri, environment, base_url, home / "isuo-start.log")
        try:
            process.start()
            _load_test_channel(kolibri, environment)
            yield KolibriServer(base_url, SUPERUSER, password, FACILITY, home, process)
        finally:
            process.stop()


def installed_kolibri() -> Path:
    """Return the `kolibri` command of the cached environment, made anew when it is missing or of another version."""
    folder = Path(os.environ.get("ISUO_KOLIBRI_VENV") or _CHECKOUT / ".cache" / "kolibri-venv")
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = folder / "bin" / "kolibri"
    marker = folder / "isuo-installed-version"
    # Two test runs may start at once on one checkout: the second waits instead of installing over the first.
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (command.exists() and marker.exists() and marker.read_text() == VERSION):
            _run([sys.executable, "-m", "venv", "--clear", str(folder)])
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            _run([*pip, f"kolibri=={VERSION}"])
            marker.write_text(VERSION)
    return command


def _environment(home: Path, password: str) -> dict[str, str]:
    """Give the settings of one server; nothing of the caller's Python environment may leak into the other one."""
    provision = home / "provision.json"
    provision.write_text(json.dumps(_provision(password)), encoding="utf-8")
    http_port, content_port = _free_ports(2)
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("KOLIBRI_", "PYTHON", "VIRTUAL"))
    }
    return inherited | {
        "KOLIBRI_HOME": str(home),
        # Kolibri deletes this file after it has read it.
        "KOLIBRI_AUTOMATIC_PROVISION_FILE": str(provision),
        "KOLIBRI_LISTEN_ADDRESS": "127.0.0.1",
        "KOLIBRI_HTTP_PORT": str(http_port),
        "KOLIBRI_ZIP_CONTENT_PORT": str(content_port),
        # Neither the local network nor the makers' statistics server shall hear of it.
        "KOLIBRI_ZEROCONF_ENABLED": "false",
        "KOLIBRI_DISABLE_PING": "true",
    }


def _provision(password: str) -> dict[str, object]:
    return {
        "facility_name": FACILITY,
        "preset": "formal",
        "superuser": {"username": SUPERUSER, "password": password},
        "language_id": "en",
        "device_name": "isuo-live-test",
        "settings": {"landing_page": "learn", "allow_guest_access": False},
        "allow_guest_access": False,
    }


def _free_ports(count: int) -> list[int]:
    """Ask the system for ports nobody holds; all sockets stay open until the last is known, so that they differ."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [opened.getsockname()[1] for opened in sockets]
    finally:
        for opened in sockets:
            opened.close()


def _wait_until_ready(process: subprocess.Popen[bytes], base_url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            answer = httpx.get(f"{base_url}/api/public/info/", timeout=5.0, follow_redirects=True)
            if answer.status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(_PROBE_INTERVAL_S)
    message = f"kolibri {VERSION} is not ready at {base_url}; the end of its log:\n{_tail(log)}"
    raise KolibriDidNotStart(message)


def _load_test_channel(kolibri: Path, environment: dict[str, str]) -> None:
    """Load Kolibri's own fixture: one channel, 38 nodes, no network."""
    _run([str(kolibri), "manage", "--skip-update", "loaddata", "content_test"], environment)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        raise KolibriDidNotStart(message)


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-4000:]

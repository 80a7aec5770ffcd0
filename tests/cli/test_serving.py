"""Serving as the settings say: several workers each make ids under a number of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from tests.web.processes import serving as serving_process

from isuo_graph.cli import nodes, serving
from isuo_graph.cli.terminal import REFUSED
from isuo_graph.kit.errors import BootRefused
from isuo_graph.settings import Settings

READY_S = 90.0  # a loaded machine starts two workers


def test_each_process_takes_a_number_of_its_own(folder: Path) -> None:
    url = f"sqlite:///{folder}/isuo.db"
    assert [nodes.claim(5, 2, url) for _ in range(2)] == [5, 6]
    with pytest.raises(BootRefused, match="5 to 6 are all held"):
        nodes.claim(5, 2, url)


def test_another_database_has_numbers_of_its_own(folder: Path) -> None:
    assert nodes.claim(0, 1, f"sqlite:///{folder}/one.db") == nodes.claim(0, 1, f"sqlite:///{folder}/two.db")


def test_a_number_is_free_again_when_its_process_ends(folder: Path) -> None:
    url = f"sqlite:///{folder}/isuo.db"
    code = f"from isuo_graph.cli import nodes; print(nodes.claim(3, 1, {url!r}))"
    taken = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in range(2)]
    assert taken == [b"3\n", b"3\n"]


@pytest.mark.parametrize(("bind", "address"), [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("[::1]:8001", ("::1", 8001))])
def test_the_address_is_read_from_the_setting(bind: str, address: tuple[str, int]) -> None:
    assert serving.address(Settings(bind=bind)) == address


def test_a_service_without_its_key_ends_with_its_code_and_says_what_to_do(folder: Path) -> None:
    server = _serve(folder, _free_port())
    told, _ = server.communicate(timeout=READY_S)
    assert server.returncode == REFUSED
    assert b"make it with `isuo-graph init`" in told
    assert b"Traceback" not in told


def test_two_workers_answer_and_end_with_the_signal(folder: Path) -> None:
    init = [sys.executable, "-m", "isuo_graph", "init", "--order-number", "1", "--order-date", "2026-08-25"]
    subprocess.run(init, check=True, capture_output=True, cwd=folder)
    port = _free_port()
    server = _serve(folder, port, ISUO_WORKERS="2")
    try:
        _wait(port, server)
    finally:
        server.send_signal(signal.SIGTERM)
        told, _ = server.communicate(timeout=30)
    assert b"Traceback" not in told, told.decode()


def _serve(folder: Path, port: int, **environment: str) -> subprocess.Popen[bytes]:
    cleaned = {name: value for name, value in os.environ.items() if not name.startswith("ISUO_")}
    return subprocess.Popen(
        [sys.executable, "-m", "isuo_graph", "serve", "--bind", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**cleaned, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the service did not start")


def test_the_link_that_init_prints_works_once(folder: Path) -> None:
    init = [sys.executable, "-m", "isuo_graph", "init", "--order-number", "1", "--order-date", "2026-08-25"]
    told = subprocess.run(init, check=True, capture_output=True, cwd=folder, text=True).stdout
    link = told.strip().rpartition("link=")[2]
    settings = Settings(database_url=f"sqlite:///{folder}/isuo.db", secret_key_file=str(folder / "isuo.key"))
    use = """mutation($link: String!, $password: String!) {
      useOneTimeLink(input: {token: $link, newPassword: $password}) { accessToken userErrors { path } } }"""
    with serving_process(settings, 0) as server:
        first, second = (server.data(use, link=link, password="a long pass phrase")["useOneTimeLink"] for _ in range(2))
        assert server.knows(first["accessToken"])
    assert second == {"accessToken": None, "userErrors": [{"path": ["token"]}]}

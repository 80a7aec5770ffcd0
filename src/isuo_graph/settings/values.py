"""Kinds of values a setting may have beyond numbers: each checks itself and says what to write instead."""

import re
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

_PORT_MAX: Final = 65_535


@dataclass(frozen=True, slots=True)
class Says:
    """What may be written into such a setting, in words."""

    words: str


def _database(url: str) -> str:
    if not re.match(r"sqlite:///.|postgresql://.", url):
        raise ValueError("not an address of a database we know")
    return url


def _address(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not int(port) <= _PORT_MAX:
        raise ValueError("not a host and a port")
    return bind


def _web(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not a web address")
    return url.rstrip("/")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError("no such time zone") from exc
    return name


def _listed(value: object) -> object:
    """Split `a, b`; a value that is no text (a default, a test's own tuple) passes."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


DatabaseUrl = Annotated[str, AfterValidator(_database), Says("`sqlite:///FILE` or `postgresql://USER@HOST/NAME`")]
Bind = Annotated[str, AfterValidator(_address), Says("`HOST:PORT`")]
WebUrl = Annotated[str, AfterValidator(_web), Says("a web address, `https://HOST`")]
Zone = Annotated[str, AfterValidator(_zone), Says("a time zone's name, `Asia/Bishkek`")]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed), Says("names separated by commas")]

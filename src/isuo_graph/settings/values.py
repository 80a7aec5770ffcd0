"""Kinds of values a setting may have beyond numbers: each checks itself and says what to write instead."""

import ipaddress
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
    if not re.match(r"sqlite:///[^:]|postgresql://.", url):
        raise ValueError("not an address of a database we know")
    if url.startswith("postgresql:") and not _is_whole(url):
        raise ValueError("the name of the database is missing, or a sign in it stands where it does not belong")
    return url


def _is_whole(url: str) -> bool:
    """Tell whether the address names a database behind a port that can be; `#` or `?` in a password cut it short."""
    try:
        parts = urlsplit(url)
        return parts.port != 0 and parts.path.strip("/") != "" and not parts.fragment
    except ValueError:
        return False


def _address(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) <= _PORT_MAX:
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


def _places(listed: tuple[str, ...]) -> tuple[str, ...]:
    for place in listed:
        try:
            if place != "*":
                ipaddress.ip_network(place)
        except ValueError as exc:
            raise ValueError(f"{place} is no address and no network of addresses") from exc
    return listed


def _hosts(listed: tuple[str, ...]) -> tuple[str, ...]:
    for name in listed:
        if not re.fullmatch(r"[\w.-]+|[0-9a-fA-F:]+", name):
            raise ValueError(f"{name} is no bare host name")
    return listed


def _listed(value: object) -> object:
    """Split `a, b`; a value that is no text (a default, a test's own tuple) passes."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


_Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]

DatabaseUrl = Annotated[
    str,
    AfterValidator(_database),
    Says("`sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME` (in the password `@ / # ?` as `%40 %2F %23 %3F`)"),
]
Bind = Annotated[str, AfterValidator(_address), Says("`HOST:PORT`")]
WebUrl = Annotated[str, AfterValidator(_web), Says("a web address, `https://HOST`")]
Zone = Annotated[str, AfterValidator(_zone), Says("a time zone's name, `Asia/Bishkek`")]
Names = Annotated[_Listed, Says("names separated by commas")]
Places = Annotated[
    _Listed, AfterValidator(_places), Says("addresses or networks, `10.0.0.0/8`, separated by commas, or `*`")
]
Hosts = Annotated[_Listed, AfterValidator(_hosts), Says("host names without scheme and port, separated by commas")]

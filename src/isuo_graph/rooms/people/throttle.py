"""Throttling of sign-ins: counted per login and per address in the database, so that all processes count together.

An attempt is counted *before* its password is looked at and struck out when it was right: a thousand guesses sent at
once are a thousand failures, not one. A login that does not exist is counted like any other.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, delete, select

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.people.tables import SignInFailure
from isuo_graph.settings import Settings
from isuo_graph.store.sweep import Stale
from isuo_graph.store.unit import Unit

NETWORK_BITS: Final = 64  # of an IPv6 address: one household or school holds all addresses behind them (RFC 6177)
NOWHERE: Final = "unknown"
DOUBLINGS_MAX: Final = 20  # keeps the power small; the window cuts the delay long before


@dataclass(frozen=True, slots=True)
class Throttle:
    """How many failures are borne within the window before the delays begin."""

    per_login: int
    per_address: int
    window_s: int

    async def count(self, unit: Unit, login: str, address: str) -> int:
        """Count an attempt as failed; gives the number of its row. Raises Refused when it came too early.

        An attempt that came too early is not counted: otherwise whoever keeps knocking would never get in again.
        """
        address = place_of(address)
        wait_s = max(
            await self._wait_s(unit, col(SignInFailure.login) == login, self.per_login),
            await self._wait_s(unit, col(SignInFailure.address) == address, self.per_address),
        )
        if wait_s > 0:
            raise Refused(
                Code.LIMIT_EXCEEDED,
                "sign_in.throttled",
                extensions={"retryAfterS": wait_s},
                retry_after_s=wait_s,
            )
        await self._forget(unit, login, address)
        row = SignInFailure(id=unit.new_id(), login=login, address=address, failed_at=unit.now)
        unit.session.add(row)
        await unit.session.flush()
        return row.id

    async def strike_out(self, unit: Unit, login: str, row_id: int) -> None:
        """Forget the failures of a login whose password was right; those of the address stay, but for this attempt."""
        mine = or_(col(SignInFailure.login) == login, col(SignInFailure.id) == row_id)
        await unit.session.exec(delete(SignInFailure).where(mine))

    async def _wait_s(self, unit: Unit, where: ColumnElement[bool], borne: int) -> int:
        since = unit.now - timedelta(seconds=self.window_s)
        counted = select(func.count(), func.max(SignInFailure.failed_at)).where(
            where, col(SignInFailure.failed_at) > since
        )
        failures, last = (await unit.session.exec(counted)).one()
        return delay_s(failures, last, unit.now, borne, self.window_s)

    async def _forget(self, unit: Unit, login: str, address: str) -> None:
        """Drop what is out of the window, of this login and address; the sweep drops the rest."""
        mine = or_(col(SignInFailure.login) == login, col(SignInFailure.address) == address)
        old = col(SignInFailure.failed_at) <= unit.now - timedelta(seconds=self.window_s)
        await unit.session.exec(delete(SignInFailure).where(mine, old))


def stale(settings: Settings) -> Stale:
    """Say which attempts nobody looks at any more, also of logins and addresses that never came again."""
    window = timedelta(seconds=settings.sign_in_window_s)
    return Stale(SignInFailure, lambda now: col(SignInFailure.failed_at) <= now - window)


def throttle(settings: Settings) -> Throttle:
    """Make the throttle that the settings ask for."""
    return Throttle(
        settings.sign_in_failures_per_account, settings.sign_in_failures_per_address, settings.sign_in_window_s
    )


def place_of(address: str) -> str:
    """Give the place that attempts from an address count for: an IPv6 network as a whole, and one place for everything
    that is no address, since a proxy may pass on what somebody wrote.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return NOWHERE
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, NETWORK_BITS), strict=False))


def delay_s(failures: int, last: datetime | None, now: datetime, borne: int, window_s: int) -> int:
    """Give the seconds still to wait: none for the first `borne` failures, then 1, 2, 4 … after the last, up to the
    window.
    """
    if last is None or failures < borne:
        return 0
    pause_s = min(window_s, 2 ** min(failures - borne, DOUBLINGS_MAX))
    left = last + timedelta(seconds=pause_s) - now
    return max(0, -(-left // timedelta(seconds=1)))

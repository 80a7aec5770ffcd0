"""What a school writes to connect its Kolibri server."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints

_EXAMPLE = "write an address such as http://kolibri.school.local:8080"


def _plain_address(address: str) -> str:
    """Refuse what is no http(s) address, or carries more than host, port and path: a password does not belong there."""
    try:
        # Either refuses what the other lets through: one an open bracket, the other a host with a blank.
        urlsplit(address)
        parts = httpx.URL(address)
    except (ValueError, httpx.InvalidURL):
        raise ValueError(_EXAMPLE) from None
    if parts.scheme not in {"http", "https"} or not parts.host or parts.userinfo or parts.query or parts.fragment:
        raise ValueError(_EXAMPLE)
    return address.rstrip("/")


Address = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_plain_address)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]


class Settings(BaseModel):
    """The connection of one school to one facility of one Kolibri server."""

    model_config = ConfigDict(frozen=True)

    base_url: Address = Field(description="Address of the Kolibri server as this service reaches it.")
    username: Line = Field(
        description="Kolibri account of an administrator of the facility, or of a coach of all its classes."
    )
    password: SecretStr = Field(min_length=1, max_length=255, description="Password of that account.")
    facility: str = Field(
        default="", max_length=255, description="Id or name of the facility; empty when the server has only one."
    )
    public_url: Address | None = Field(
        default=None,
        description="Address at which learners' browsers reach Kolibri, when it differs from base_url.",
    )

    @property
    def launch_url(self) -> str:
        """Where a browser is sent."""
        return self.public_url or self.base_url

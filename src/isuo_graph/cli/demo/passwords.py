"""The one password of all demo accounts: it follows from the installation's secret, so it is nowhere written down."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from isuo_graph.kit.keys import derive

if TYPE_CHECKING:
    from isuo_graph.settings import Settings

PARTS: Final = 3
PART_SIZE: Final = 4
BITS_IN_A_LETTER: Final = 5


def password(secret: bytes) -> str:
    """Give the password, three groups of four letters and digits."""
    size_bytes = PARTS * PART_SIZE * BITS_IN_A_LETTER // 8 + 1
    letters = base64.b32encode(derive(secret, "demo-password:1", size_bytes)).decode().lower()
    return "-".join(letters[start : start + PART_SIZE] for start in range(0, PARTS * PART_SIZE, PART_SIZE))


async def hashed(settings: Settings, plain: str) -> str:
    """Give the hash to store."""
    from isuo_graph.rooms.people import passwords

    return await passwords.passwords(settings).hash(plain)


async def is_current(settings: Settings, plain: str, stored: str | None) -> bool:
    """Tell whether the stored hash is of this password: the key file may have been made anew."""
    from isuo_graph.rooms.people import passwords

    return (await passwords.passwords(settings).check(stored, plain)).is_right

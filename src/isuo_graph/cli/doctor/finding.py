"""What a check found: a fault with the line that mends it, or that all is well."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Without `mend` it is well."""

    about: str
    says: str
    mend: str | None = None

    @property
    def is_fault(self) -> bool:
        """Tell whether something is wrong."""
        return self.mend is not None

"""All sections as one frozen value, and what must hold between settings of different sections."""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from isuo_graph.settings.sections import Consents, Database, Place, Plugins, Request, SignIn, Upkeep


class Settings(Place, Database, Request, SignIn, Consents, Upkeep, Plugins):
    """All settings, checked and frozen. A new value comes from `load`, or from arguments in tests."""

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        """Refuse values that are right one by one and wrong together."""
        faults = [text for wrong, text in _contradictions(self) if wrong]
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _contradictions(of: Settings) -> Iterator[tuple[bool, str]]:
    yield of.page_default > of.page_max, "ISUO_PAGE_DEFAULT must not be above ISUO_PAGE_MAX"
    yield of.pool_min > of.pool_max, "ISUO_POOL_MIN must not be above ISUO_POOL_MAX"
    yield of.statement_timeout_ms >= of.deadline_s * 1000, "ISUO_STATEMENT_TIMEOUT_MS must be below ISUO_DEADLINE_S"
    yield of.access_token_s >= of.refresh_token_s, "ISUO_ACCESS_TOKEN_S must be below ISUO_REFRESH_TOKEN_S"
    oidc = (of.oidc_issuer, of.oidc_audience, of.oidc_jwks_url)
    yield any(oidc) and not all(oidc), "ISUO_OIDC_ISSUER, ISUO_OIDC_AUDIENCE and ISUO_OIDC_JWKS_URL go together"

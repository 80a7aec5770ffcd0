"""The ages and periods of this installation: from its settings to the acts, which find them among their services."""

from __future__ import annotations

from isuo_graph.rooms.consent.purposes import TERMS, Terms
from isuo_graph.settings import Settings
from isuo_graph.store.unit import Unit


def terms(settings: Settings) -> Terms:
    """Give the terms that the settings say."""
    return Terms(
        majority_years=settings.consent_majority_years,
        wish_years=settings.consent_wish_years,
        grace_days=settings.consent_grace_days,
        renewal_month=settings.consent_renewal_month,
        renewal_day=settings.consent_renewal_day,
        renewal_ahead_days=settings.consent_renewal_ahead_days,
        share_days=settings.consent_share_days,
    )


def terms_of(unit: Unit) -> Terms:
    """Give the terms that an act goes by; those of the law where nobody has set any."""
    found = unit.services.get(Terms)
    return found if isinstance(found, Terms) else TERMS

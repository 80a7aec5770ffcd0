"""Finds the text that is signed: a school's own or the shipped one, which is stored when first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent import shipped
from isuo_graph.rooms.consent.tables import ConsentText


async def publish_shipped(
    session: AsyncSession, now: datetime, new_id: Callable[[], int], purposes: Iterable[Purpose] = tuple(Purpose)
) -> None:
    """Store the shipped texts of the purposes that are not there yet."""
    found = await session.exec(select(ConsentText.purpose).where(col(ConsentText.school_id).is_(None)).distinct())
    there = set(found)
    for purpose in purposes:
        if purpose not in there:
            session.add_all(_row(text, now, new_id()) for text in shipped.texts(purpose))
    await session.flush()


async def texts_for(session: AsyncSession, school_id: int, purpose: Purpose) -> Sequence[ConsentText]:
    """Give the texts of a purpose that hold at a school, latest version first; only its own, once it has any."""
    asked = (
        select(ConsentText)
        .where(ConsentText.purpose == purpose)
        .where(or_(col(ConsentText.school_id).is_(None), col(ConsentText.school_id) == school_id))
        .order_by(col(ConsentText.version).desc(), col(ConsentText.language))
    )
    return (await session.exec(asked)).all()


def text_in(texts: Sequence[ConsentText], version: int, language: Language) -> ConsentText | None:
    """Choose the text of a version and language."""
    return next((text for text in texts if text.version == version and text.language == language), None)


def _row(text: shipped.Shipped, now: datetime, row_id: int) -> ConsentText:
    return ConsentText(
        id=row_id,
        purpose=text.purpose,
        version=shipped.VERSION,
        language=text.language,
        title=text.title,
        body=text.body,
        published_at=now,
    )

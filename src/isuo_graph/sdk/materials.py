"""The values of the capability MATERIALS: materials, the collections they stand in, and how one asks for them.

Materials are found without telling the vendor who looks: nothing here can carry a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from isuo_graph.sdk.bounds import require_grades
from isuo_graph.sdk.calls import require_aware, require_id


class MaterialKind(StrEnum):
    """What a material is, for filtering and for the sign beside it."""

    TEXTBOOK = "textbook"
    DOCUMENT = "document"
    VIDEO = "video"
    AUDIO = "audio"
    IMAGE = "image"
    INTERACTIVE = "interactive"
    PACKAGE = "package"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Material:
    """A learning material; `language` is a BCP 47 tag, `media_type` as in RFC 6838, `licence` as stated there."""

    id: str
    title: str
    description: str = ""
    kind: MaterialKind = MaterialKind.OTHER
    language: str | None = None
    subject: str | None = None
    grades: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    licence: str | None = None
    media_type: str | None = None
    size_bytes: int | None = None
    collection_ids: tuple[str, ...] = ()
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a material without an id, with a local time, or with grades that no school has."""
        require_id(self.id, "Material.id")
        require_grades(self.grades, "Material.grades")
        require_aware(self.updated_at, "Material.updated_at")


@dataclass(frozen=True, kw_only=True)
class Collection:
    """A shelf of materials; `parent_id` makes a tree of them."""

    id: str
    title: str
    description: str = ""
    parent_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse a collection without an id."""
        require_id(self.id, "Collection.id")


@dataclass(frozen=True, kw_only=True)
class MaterialQuery:
    """What is looked for: words, and filters that must all hold; the empty query finds everything."""

    text: str = ""
    language: str | None = None
    subject: str | None = None
    grade: int | None = None
    kind: MaterialKind | None = None
    collection_id: str | None = None


MaterialRecord: TypeAlias = Material | Collection
"""What `MaterialProvider.changed_since` brings; its tombstones name the class of the record as their kind."""

"""What a school may use: courses and tests (its own people read them), and published materials (everybody does, R7)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy.rights import Category
from isuo_graph.policy.rows import IsNull
from isuo_graph.policy.words import Open, Plan, Public
from isuo_graph.rooms.learning import scopes, tables
from isuo_graph.rooms.learning.tables import MaterialKind
from isuo_graph.rooms.org.graph import School, Subject

THERE = (IsNull("gone_at"),)
PLUGIN = "The plugin that supplies it."
EXTERNAL = "The vendor's own id of it."
AS_OF = "When the vendor said so."
GONE = "Since when the vendor no longer has it; null while it is there."
SUBJECT = "The school's subject that it is mapped to."
SUBJECT_NAME = "The subject in the vendor's words."


@node(
    tables.Course,
    prefix="crs",
    category=Category.PLAN,
    rows=scopes.CATALOGUE,
    singular="course",
    plural="courses",
    order=("title_sort", "id"),
)
class Course:
    """An e-course that the school may use (R45)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    plugin_id: Plan[str] = about(PLUGIN)
    external_id: Plan[str] = about(EXTERNAL)
    title: Plan[str] = about("Title.", sort="title_sort", search="title_search")
    description: Plan[str] = about("Description.")
    language: Plan[str] = about("Language, a BCP 47 tag.")
    subject: Public[Subject] = one("subject_id", SUBJECT)
    subject_name: Plan[str] = about(SUBJECT_NAME)
    grade_from: Plan[int] = about("Lowest grade it is made for.")
    grade_to: Plan[int] = about("Highest grade it is made for.")
    url: Plan[str] = about("Address of the course at the vendor's.", filters=False, sorts=False)
    changed_at: Plan[datetime] = about("When the vendor last changed it.")
    as_of: Plan[datetime] = about(AS_OF)
    gone_at: Plan[datetime] = about(GONE)
    is_there: Plan[bool] = tells(IsNull("gone_at"), "Whether the vendor still has it.")


@node(
    tables.Test,
    prefix="tst",
    category=Category.PLAN,
    rows=scopes.CATALOGUE,
    singular="test",
    plural="tests",
    order=("title_sort", "id"),
)
class Test:
    """A test that the school may use. Questions come from its plugin, right answers never (R45)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    plugin_id: Plan[str] = about(PLUGIN)
    external_id: Plan[str] = about(EXTERNAL)
    title: Plan[str] = about("Title.", sort="title_sort", search="title_search")
    description: Plan[str] = about("Description.")
    language: Plan[str] = about("Language, a BCP 47 tag.")
    subject: Public[Subject] = one("subject_id", SUBJECT)
    subject_name: Plan[str] = about(SUBJECT_NAME)
    grade_from: Plan[int] = about("Lowest grade it is made for.")
    grade_to: Plan[int] = about("Highest grade it is made for.")
    question_count: Plan[int] = about("How many questions it has.")
    max_score: Plan[Decimal] = about("The most points one can get.")
    needs_teacher: Plan[bool] = about("Whether some answers are scored by a teacher.")
    time_limit_s: Plan[int] = about("Seconds one may take; null without a limit.")
    attempts_max: Plan[int] = about("How many attempts a student has; null without a limit.")
    opens_at: Plan[datetime] = about("From when it may be taken; null without such a moment.")
    closes_at: Plan[datetime] = about("Until when it may be taken; null without such a moment.")
    changed_at: Plan[datetime] = about("When the vendor last changed it.")
    as_of: Plan[datetime] = about(AS_OF)
    gone_at: Plan[datetime] = about(GONE)
    is_there: Plan[bool] = tells(IsNull("gone_at"), "Whether the vendor still has it.")


@node(
    tables.Material,
    prefix="mat",
    category=Category.PUBLIC,
    singular="material",
    plural="materials",
    order=("title_sort", "id"),
    summary=("kind", "language"),
)
class Material:
    """A published learning material of a repository (R30)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school that offers it.")
    plugin_id: Public[str] = about(PLUGIN)
    external_id: Public[str] = about(EXTERNAL)
    title: Public[str] = about("Title.", sort="title_sort", search="title_search")
    description: Public[str] = about("Description.")
    kind: Public[MaterialKind] = about("What it is.")
    language: Public[str] = about("Language, a BCP 47 tag.")
    subject: Public[Subject] = one("subject_id", SUBJECT)
    subject_name: Public[str] = about(SUBJECT_NAME)
    grade_from: Public[int] = about("Lowest grade it is made for.")
    grade_to: Public[int] = about("Highest grade it is made for.")
    authors: Public[str] = about("Authors, joined by semicolons.")
    keywords: Public[str] = about("Keywords, joined by semicolons.")
    licence: Public[str] = about("Licence, as the repository states it.")
    media_type: Public[str] = about("Media type (RFC 6838).")
    size_bytes: Public[int] = about("Size in bytes.")
    url: Public[str] = about("Address where it is read or downloaded.", filters=False, sorts=False)
    changed_at: Public[datetime] = about("When the repository last changed it.")
    as_of: Public[datetime] = about("When the repository said so.")
    gone_at: Public[datetime] = about("Since when the repository no longer has it; null while it is there.")
    is_there: Public[bool] = tells(IsNull("gone_at"), "Whether the repository still has it.")


@extend(School)
class SchoolCatalogue:
    """What the school may use."""

    courses: Plan[Many[Course]] = many("school_id", "E-courses.", where=THERE)
    tests: Plan[Many[Test]] = many("school_id", "Tests.", where=THERE)
    materials: Public[Many[Material]] = many("school_id", "Learning materials.", where=THERE)


@extend(Subject)
class SubjectCatalogue:
    """What there is for a subject."""

    courses: Plan[Many[Course]] = many("subject_id", "E-courses mapped to the subject.", where=THERE)
    tests: Plan[Many[Test]] = many("subject_id", "Tests mapped to the subject.", where=THERE)
    materials: Public[Many[Material]] = many("subject_id", "Materials mapped to the subject.", where=THERE)


TYPES = (Course, Test, Material)
EXTENSIONS = (SchoolCatalogue, SubjectCatalogue)

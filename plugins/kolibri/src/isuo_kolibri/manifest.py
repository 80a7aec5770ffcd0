"""Who this plugin is, what it serves, and which personal data passes it: what a guardian reads before consenting."""

from __future__ import annotations

from typing import Final

from isuo_graph.sdk import (
    Capability,
    DataLocation,
    Direction,
    Hosting,
    Manifest,
    Operation,
    PersonalData,
    PersonalField,
    Texts,
    config_schema,
)
from isuo_kolibri.settings import Settings

# Kolibri keeps accounts and logs until the school deletes them; ten years is the contract's way to say so.
_UNTIL_DELETED_DAYS: Final = 3650

_PSEUDONYM: Final = PersonalData(
    field=PersonalField.PSEUDONYM,
    purpose=Texts(
        ky="Окуучунун Колибридеги каттоо жазуусун аты-жөнүсүз, шарттуу номер менен табуу.",
        ru="Найти учётную запись ученика в Kolibri по условному номеру, без имени.",
        en="To find the learner's Kolibri account by a pseudonym, without a name.",
    ),
    direction=Direction.BOTH,
    retention_days=_UNTIL_DELETED_DAYS,
)
_ENROLMENT: Final = PersonalData(
    field=PersonalField.COURSE_ENROLMENT,
    purpose=Texts(
        ky="Окуучуну курстары бар класска кошуу жана кайсы курстарды окуп жатканын көрсөтүү.",
        ru="Записать ученика в класс с курсами и показать, какие курсы он проходит.",
        en="To put the learner into the class that has the courses, and to show which courses they take.",
    ),
    direction=Direction.BOTH,
    retention_days=_UNTIL_DELETED_DAYS,
)
_PROGRESS: Final = PersonalData(
    field=PersonalField.COURSE_PROGRESS,
    purpose=Texts(
        ky="Окуучунун курстардагы жылышын мугалимге, ата-энесине жана өзүнө көрсөтүү.",
        ru="Показать учителю, родителям и самому ученику, как он продвигается по курсам.",
        en="To show the teacher, the parents and the learner how far the learner is in the courses.",
    ),
    direction=Direction.IN,
    retention_days=_UNTIL_DELETED_DAYS,
)

MANIFEST: Final = Manifest(
    id="kolibri",
    name=Texts(ky="Колибри: электрондук курстар", ru="Kolibri: электронные курсы", en="Kolibri: e-courses"),
    version="1.0.0",
    contract=">=1,<2",
    capabilities=frozenset({Capability.COURSES}),
    operations=frozenset({Operation.COURSE_LAUNCH, Operation.COURSE_ENROL, Operation.COURSE_CHANGES}),
    config_schema=config_schema(Settings),
    # Kolibri is made to stand on a computer of the school; one that is rented abroad needs a manifest that says so.
    data_location=DataLocation(hosting=Hosting.SCHOOL, country="KG"),
    personal_data=(_PSEUDONYM, _ENROLMENT, _PROGRESS),
    removal=Texts(
        ky="Плагиндин папкасы эсинде калганы менен өчүрүлөт. Колибридеги каттоо жазууларын мектеп Колибриде өчүрөт.",
        ru="Папка плагина удаляется со всем, что он запомнил. Учётные записи в Kolibri школа удаляет в самом Kolibri.",
        en="The plugin's folder is deleted with all it remembered. The school deletes accounts in Kolibri itself.",
    ),
    # Cheroot, the server in Kolibri, works with ten threads by default; pupils need them too.
    max_concurrency=4,
    rate_limit_per_s=20,
    # A class summary takes 35 ms here (measured); a small school computer is slower by more than ten times.
    deadline_ms=1500,
    fresh_for_s=300,
)

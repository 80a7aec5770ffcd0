"""What is taught in the demo: subjects, how many lessons a week in which grade, and which mark scale a grade has.

Hours are near a usual plan and belong to no document; scales follow the two programmes that run side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from isuo_graph.rooms.org.tables import GroupKind, ScaleKind

NEW_PROGRAMME: Final = "GE12"
OLD_PROGRAMME: Final = "GE11"
NEW_UP_TO_GRADE: Final = 7
"""Grades that the demo teaches by the twelve-year programme; the grades above finish the older one."""
GRADES: Final = range(1, 12)
PRIMARY: Final = 4
"""Up to this grade the class teacher teaches nearly everything."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A subject with its lessons a week by grade. `by_class_teacher`: in grades 1–4 the class teacher gives it."""

    code: str
    ky: str
    ru: str
    hours: dict[int, int]
    by_class_teacher: bool = True
    groups: GroupKind | None = None
    groups_from: int = 5
    """From this grade on a class is split in two for the subject."""


def _hours(*spans: tuple[int, int, int]) -> dict[int, int]:
    return {grade: hours for first, last, hours in spans for grade in range(first, last + 1)}


SUBJECTS: Final = (
    Taught("KYRGYZ", "Кыргыз тили", "Кыргызский язык", _hours((1, 4, 4), (5, 9, 3), (10, 11, 2))),
    Taught("KYRGYZ_LIT", "Кыргыз адабияты", "Кыргызская литература", _hours((5, 11, 2))),
    Taught("RUSSIAN", "Орус тили", "Русский язык", _hours((1, 4, 3), (5, 9, 3), (10, 11, 2))),
    Taught("RUSSIAN_LIT", "Орус адабияты", "Русская литература", _hours((8, 11, 2))),
    Taught(
        "ENGLISH",
        "Англис тили",
        "Английский язык",
        _hours((3, 11, 2)),
        by_class_teacher=False,
        groups=GroupKind.LANGUAGE,
    ),
    Taught("MATHS", "Математика", "Математика", _hours((1, 4, 4), (5, 6, 5))),
    Taught("ALGEBRA", "Алгебра", "Алгебра", _hours((7, 11, 3))),
    Taught("GEOMETRY", "Геометрия", "Геометрия", _hours((7, 11, 2))),
    Taught("COMPUTING", "Информатика", "Информатика", _hours((5, 11, 1)), groups=GroupKind.COMPUTING),
    Taught("WORLD", "Мекен таануу", "Родиноведение", _hours((1, 4, 2))),
    Taught("SCIENCE", "Табият таануу", "Естествознание", _hours((5, 5, 2))),
    Taught("BIOLOGY", "Биология", "Биология", _hours((6, 11, 2))),
    Taught("GEOGRAPHY", "География", "География", _hours((6, 10, 2))),
    Taught("PHYSICS", "Физика", "Физика", _hours((7, 11, 2))),
    Taught("CHEMISTRY", "Химия", "Химия", _hours((8, 11, 2))),
    Taught("HISTORY", "Тарых", "История", _hours((5, 11, 2))),
    Taught("SOCIETY", "Адам жана коом", "Человек и общество", _hours((7, 11, 1))),
    Taught("MUSIC", "Музыка", "Музыка", _hours((1, 7, 1)), by_class_teacher=False),
    Taught("ART", "Көркөм өнөр", "Изобразительное искусство", _hours((1, 7, 1))),
    Taught("CRAFTS", "Технология", "Технология", _hours((5, 8, 1))),
    Taught("SPORT", "Дене тарбия", "Физическая культура", _hours((1, 11, 2)), by_class_teacher=False),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A scale: for grades of a programme, in one subject or in all. Values are whole points."""

    programme: str
    grades: tuple[int, int]
    kind: ScaleKind
    bounds: tuple[int, int, int] | None = None
    """Lowest, highest and passing value."""
    subject: str | None = None


# The bounds of points and criteria are a guess; the ministry's own come as data. The five-point scale is the old one.
SCALES: Final = (
    Marked(NEW_PROGRAMME, (1, 3), ScaleKind.NONE),
    Marked(NEW_PROGRAMME, (4, 6), ScaleKind.POINTS, (1, 10, 4)),
    Marked(NEW_PROGRAMME, (7, 12), ScaleKind.CRITERIA, (0, 8, 3)),
    Marked(NEW_PROGRAMME, (4, 12), ScaleKind.PASS_FAIL, (0, 1, 1), "MUSIC"),
    Marked(OLD_PROGRAMME, (1, 11), ScaleKind.POINTS, (2, 5, 3)),
)


def programme_of(grade: int) -> str:
    """Give the programme that a grade of the demo is taught by."""
    return NEW_PROGRAMME if grade <= NEW_UP_TO_GRADE else OLD_PROGRAMME


def scale_of(grade: int, subject: str) -> Marked:
    """Give the scale of a grade in a subject; a subject's own goes before the general one."""
    fitting = [
        scale
        for scale in SCALES
        if scale.programme == programme_of(grade)
        and scale.grades[0] <= grade <= scale.grades[1]
        and scale.subject in {None, subject}
    ]
    return max(fitting, key=lambda scale: scale.subject is not None)


def is_split(subject: Taught, grade: int) -> bool:
    """Tell whether a class is split in two for a subject."""
    return subject.groups is not None and grade >= subject.groups_from


TOPICS: Final = {
    "MATHS": ("Жөнөкөй бөлчөктөр", "Ондук бөлчөктөр", "Бурчтар жана үч бурчтуктар", "Пайыздар", "Маселелер чыгаруу"),
    "KYRGYZ": ("Зат атооч", "Тыбыштар жана тамгалар", "Сын атооч", "Жазуу иши", "Этиш"),
    "RUSSIAN": ("Имя существительное", "Части речи", "Диктант", "Правописание безударных гласных", "Предложение"),
    "HISTORY": ("Байыркы Кыргызстан", "Улуу Жибек жолу", "Сактар жана усундар", "Манас эпосу", "Теңир-Тоо"),
    "ENGLISH": ("My family", "At school", "Past simple", "Reading and listening", "Our country"),
}
OTHER_TOPICS: Final = ("Жаңы тема", "Бышыктоо", "Практикалык иш", "Кайталоо", "Текшерүү")

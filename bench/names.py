"""Invented names for invented people, and the two keys that the house keeps beside each full name."""

from __future__ import annotations

from functools import cache
from random import Random

from isuo_graph.kit.text import search_key, sort_key

FAMILIES = (
    ("Абдыкеримов", "Абдыкеримова"), ("Асанов", "Асанова"), ("Бакиров", "Бакирова"), ("Бейшеналиев", "Бейшеналиева"),
    ("Боронбаев", "Боронбаева"), ("Дүйшөнов", "Дүйшөнова"), ("Жолдошев", "Жолдошева"), ("Иванов", "Иванова"),
    ("Исаков", "Исакова"), ("Ким", "Ким"), ("Кожошев", "Кожошева"), ("Көчөров", "Көчөрова"),
    ("Маматов", "Маматова"), ("Осмонов", "Осмонова"), ("Өмүров", "Өмүрова"), ("Петров", "Петрова"),
    ("Садыков", "Садыкова"), ("Сыдыков", "Сыдыкова"), ("Токтогулов", "Токтогулова"), ("Турдубаев", "Турдубаева"),
    ("Үсөнов", "Үсөнова"), ("Шаршенов", "Шаршенова"), ("Эргешов", "Эргешова"), ("Юсупов", "Юсупова"),
)  # fmt: skip
GIVEN = (
    ("Азамат", "Айгүл"), ("Бакыт", "Бермет"), ("Данияр", "Динара"), ("Эрлан", "Элнура"), ("Илья", "Ирина"),
    ("Жаныбек", "Жамиля"), ("Канат", "Каныкей"), ("Мирлан", "Мээрим"), ("Нурлан", "Назгүл"), ("Өмүрбек", "Ольга"),
    ("Руслан", "Рахат"), ("Санжар", "Салтанат"), ("Темир", "Татьяна"), ("Үлан", "Үмүт"), ("Чыңгыз", "Чолпон"),
)  # fmt: skip
PATRONYMICS = (
    ("Азаматович", "Азаматовна"), ("Бакытбекович", "Бакытбековна"), ("Кубан уулу", "Кубан кызы"), (None, None),
    ("Нурланович", "Нурлановна"), ("Темирбек уулу", "Темирбек кызы"),
)  # fmt: skip

Name = tuple[str, str, str | None, str, str]
"""Family name, given name, patronymic, key for order, key for search."""


def drawn(draw: Random) -> tuple[int, Name]:
    """Draw a person: 0 for a man or 1 for a woman, and the name."""
    sex = draw.getrandbits(1)
    family, given = draw.choice(FAMILIES)[sex], draw.choice(GIVEN)[sex]
    return sex, named(family, given, draw.choice(PATRONYMICS)[sex])


@cache
def named(family: str, given: str, patronymic: str | None) -> Name:
    """Give the name with its keys, as the acts of the house write them."""
    full = " ".join(part for part in (family, given, patronymic) if part)
    return family, given, patronymic, sort_key(full), search_key(full)

"""Invented names, Kyrgyz and Russian, with every letter that sorts unlike a computer expects. Takes a generator of
random numbers, gives whole names; nobody in particular is called so.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FAMILIES: Final = _words(
    "Абдылдаев Акматов Алымкулов Асанов Бейшеналиев Бөкөнбаев Дөөтбеков Жумабаев Жээнбеков Исаков Кадыров Кенжебаев "
    "Көкөев Маматов Мырзабеков Ногойбаев Нурматов Ормошев Осмонов Өмүралиев Өскөнбаев Сыдыков Сүйүнбаев Таштанов "
    "Токтогулов Турдубаев Түлөбердиев Үмөталиев Үсөнов Чотбаев Шамшиев Ырысбаев Эркебаев"
)
_RUSSIAN_FAMILIES: Final = _words(
    "Алёшин Белов Воронов Громов Ершов Ёлкин Жуков Зайцев Калинин Ларин Морозов Никитин Орлов Панин Рябов Соколов "
    "Титов Ушаков Фролов Щукин"
)
_BOYS: Final = _words(
    "Азамат Айбек Актан Алмаз Арген Бакыт Бекзат Данияр Дөөлөт Жеңиш Жоомарт Илгиз Калыс Манас Мирлан Нурбек Өмүрбек "
    "Руслан Сыймык Таалай Темир Төлөгөн Улан Үсөн Чыңгыз Эламан Эрлан"
)
_GIRLS: Final = _words(
    "Аида Айгүл Айжаркын Айпери Акылай Алтынай Асел Бегимай Гүлзат Гүлнур Жаңыл Жибек Канышай Күмүшай Мээрим Назгүл "
    "Нурзат Перизат Сезим Сүйүмкан Тахмина Үмүт Чолпон Ширин Элиза Эркайым"
)
_RUSSIAN_BOYS: Final = _words("Алексей Артём Глеб Денис Егор Иван Кирилл Максим Никита Павел Роман Фёдор")
_RUSSIAN_GIRLS: Final = _words("Алёна Вера Дарья Ева Жанна Злата Инна Мария Ольга Полина София Яна")
_FATHERS: Final = _words("Абдылда Акмат Болот Жумабек Кубат Медер Нурлан Өмүр Сапар Талант Түгөл Үсөн Чоро Эсен")
_RUSSIAN_FATHERS: Final = (
    ("Андреевич", "Андреевна"),
    ("Борисович", "Борисовна"),
    ("Викторович", "Викторовна"),
    ("Игоревич", "Игоревна"),
    ("Петрович", "Петровна"),
    ("Семёнович", "Семёновна"),
)
RUSSIAN_SHARE: Final = 0.7
"""How many in a class taught in Russian have a Russian name; a guess, for variety."""


@dataclass(frozen=True, slots=True)
class Name:
    """A whole name; the patronymic may be missing."""

    family: str
    given: str
    patronymic: str | None

    @property
    def full(self) -> str:
        """Family name first, as lists print it."""
        return " ".join(filter(None, (self.family, self.given, self.patronymic)))


def a_name(random: Random, *, is_female: bool, is_russian: bool = False, family: str | None = None) -> Name:
    """Draw a name; `family` is the masculine form of a family name to keep."""
    if is_russian:
        return _russian(random, is_female=is_female, family=family)
    own = family or random.choice(_FAMILIES)
    given = random.choice(_GIRLS if is_female else _BOYS)
    return Name(_feminine(own) if is_female else own, given, _kyrgyz_patronymic(random, is_female=is_female))


def a_family(random: Random, *, is_russian: bool = False) -> str:
    """Draw a family name in its masculine form."""
    return random.choice(_RUSSIAN_FAMILIES if is_russian else _FAMILIES)


def _russian(random: Random, *, is_female: bool, family: str | None) -> Name:
    own = family or random.choice(_RUSSIAN_FAMILIES)
    given = random.choice(_RUSSIAN_GIRLS if is_female else _RUSSIAN_BOYS)
    return Name(_feminine(own) if is_female else own, given, random.choice(_RUSSIAN_FATHERS)[is_female])


def _kyrgyz_patronymic(random: Random, *, is_female: bool) -> str | None:
    """One of the three ways that people write it: «Медер уулу», «Медерович», not at all."""
    father = random.choice(_FATHERS)
    way = random.random()
    if way < 0.45:  # noqa: PLR2004 - a guess, for variety
        return f"{father} {'кызы' if is_female else 'уулу'}"
    ending = ("евич", "евна") if father.endswith(("а", "о")) else ("ович", "овна")
    return f"{father.rstrip('ао')}{ending[is_female]}" if way < 0.9 else None  # noqa: PLR2004 - as above


def _feminine(family: str) -> str:
    return f"{family}а"

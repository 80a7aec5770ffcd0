"""Texts of refusals: schools, years, periods, classes, subjects, calendars."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "date.outside_year": Message(
        ky="{date} күнү окуу жылына ({start} – {end}) кирбейт.",
        ru="Дата {date} не входит в учебный год ({start} – {end}).",
        en="{date} is outside the academic year ({start} – {end}).",
    ),
    "date.holiday": Message(
        ky="{date} бул класс үчүн окуу күнү эмес.",
        ru="{date} — не учебный день для этого класса.",
        en="{date} is not a school day for this class.",
    ),
    "year.overlaps": Message(
        ky="Бул мезгил башка окуу жылы менен кайчылашат: {other}.",
        ru="Эти даты пересекаются с другим учебным годом: {other}.",
        en="These dates overlap another academic year: {other}.",
    ),
    "period.overlaps": Message(
        ky="Бул мезгил башка окуу мезгили менен кайчылашат: {other}.",
        ru="Эти даты пересекаются с другим учебным периодом: {other}.",
        en="These dates overlap another period: {other}.",
    ),
    "class.exists": Message(
        ky="Бул окуу жылында мындай класс бар: {name}.",
        ru="Такой класс в этом учебном году уже есть: {name}.",
        en="This class already exists in the academic year: {name}.",
    ),
    "class.not_empty": Message(
        ky="Класста дагы {count} окуучу бар.",
        ru="В классе ещё есть ученики: {count}.",
        en="The class still has {count} students.",
    ),
    "class.other_year": Message(
        ky="Бул класс башка окуу жылына таандык.",
        ru="Этот класс относится к другому учебному году.",
        en="This class belongs to another academic year.",
    ),
    "class.other_school": Message(
        ky="Бул класс башка мектепке таандык.",
        ru="Этот класс относится к другой школе.",
        en="This class belongs to another school.",
    ),
    "class.letter_malformed": Message(
        ky="Класстын тамгасы бир кириллица тамгасы болушу керек.",
        ru="Литера класса — одна буква кириллицы.",
        en="A class letter is one Cyrillic letter.",
    ),
    "subject.exists": Message(
        ky="Мындай предмет мурунтан эле бар: {name}.",
        ru="Такой предмет уже есть: {name}.",
        en="This subject already exists: {name}.",
    ),
    "code.taken": Message(
        ky="«{name}» коду бош эмес.",
        ru="Код «{name}» уже занят.",
        en="The code “{name}” is already taken.",
    ),
    "scale.malformed": Message(
        ky="Баалоо шкаласынын эң төмөнкү чеги жогорку чегинен кичине болушу керек.",
        ru="Нижняя граница шкалы оценок должна быть меньше верхней.",
        en="The lowest value of a mark scale must be below the highest.",
    ),
    "appointment.above_school_needed": Message(
        ky="Бул үчүн мектептен жогорку деңгээлде администратор болуп буйрук менен дайындалуу керек.",
        ru="Для этого нужно назначение администратором на уровне выше школы.",
        en="This takes an appointment as administrator above the level of a school.",
    ),
    "year.impossible": Message(
        ky="Окуу жылы башталган күндөн кийин бүтүп, {limit} күндөн ашпашы керек.",
        ru="Учебный год должен заканчиваться после своего начала и длиться не больше {limit} дней.",
        en="An academic year ends after it starts and lasts at most {limit} days.",
    ),
    "period.outside_year": Message(
        ky="«{period}» окуу мезгили жаңы даталарга батпайт.",
        ru="Период «{period}» не умещается в новые даты.",
        en="The period “{period}” does not fit the new dates.",
    ),
    "period.is_locked": Message(
        ky="«{period}» окуу мезгили жабык; адегенде кулпусун алыңыз.",
        ru="Период «{period}» закрыт для изменений; сначала снимите блокировку.",
        en="The period “{period}” is locked; take the lock off first.",
    ),
    "scale.without_values": Message(
        ky="Мындай шкаланын сандык чектери болбойт.",
        ru="У такой шкалы нет числовых значений.",
        en="A scale of this kind has no numbers.",
    ),
    "scale.overlaps": Message(
        ky="Бул класстар үчүн {start} күнүнөн башка шкала колдонулат.",
        ru="Для этих классов с {start} действует другая шкала.",
        en="Another scale holds for these grades from {start}.",
    ),
    "calendar.overlaps": Message(
        ky="{low}–{high}-класстардын календары мурунтан эле бар.",
        ru="Для классов с {low} по {high} календарь уже задан.",
        en="Grades {low} to {high} have a calendar already.",
    ),
}

"""Texts of refusals: enrolment, leaving, change of class."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "enrollment.exists": Message(
        ky="Окуучу мурунтан эле катталган: {school_class}.",
        ru="Ученик уже зачислен: {school_class}.",
        en="The student is already enrolled: {school_class}.",
    ),
    "enrollment.missing": Message(
        ky="Окуучу бул күнү бул мектепте катталган эмес.",
        ru="Ученик на эту дату не зачислен в эту школу.",
        en="The student is not enrolled at this school on that date.",
    ),
    "enrollment.ended": Message(
        ky="Окуучу {date} күнү мектептен чыгарылган.",
        ru="Ученик отчислен {date}.",
        en="The student left the school on {date}.",
    ),
    "enrollment.same_class": Message(
        ky="Окуучу бул класста окуйт.",
        ru="Ученик уже учится в этом классе.",
        en="The student is already in this class.",
    ),
    "enrollment.before_start": Message(
        ky="{date} күнү каттоо күнүнөн ({start}) мурда.",
        ru="Дата {date} раньше даты зачисления ({start}).",
        en="{date} is before the enrolment ({start}).",
    ),
    "enrollment.later_records": Message(
        ky="{date} күнүнөн кийин бул окуучу боюнча жазуулар бар.",
        ru="После {date} об этом ученике уже есть записи.",
        en="There are later records of this student than {date}.",
    ),
    "class.full": Message(
        ky="Класста бош орун жок: {limit} окуучу.",
        ru="В классе нет мест: {limit} учеников.",
        en="The class is full: {limit} students.",
    ),
}

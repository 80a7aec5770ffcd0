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
    "enrollment.elsewhere": Message(
        ky="Бул адам башка мектептин тизмесинде; адегенде ал мектеп чыгарышы керек.",
        ru="Этот человек числится в другой школе; сначала она должна его отчислить.",
        en="This person is on the roll of another school, which must let them leave first.",
    ),
    "enrollment.wrong_kind": Message(
        ky="Тизмеге мындай жол менен алынбайт: {kind}.",
        ru="Так на учёт не принимают: {kind}.",
        en="Nobody comes onto the roll this way: {kind}.",
    ),
    "enrollment.class_closed": Message(
        ky="Бул класс {date} күнү жабылган.",
        ru="Этот класс закрыт {date}.",
        en="This class was closed on {date}.",
    ),
    "enrollment.transfer_by_itself": Message(
        ky="Башка мектепке которуу үчүн transferStudent колдонуңуз.",
        ru="Для перевода в другую школу используйте transferStudent.",
        en="Use transferStudent for a transfer to another school.",
    ),
    "enrollment.destination_required": Message(
        ky="Окуучу кайсы мектепке которулуп жатканын көрсөтүңүз.",
        ru="Укажите, в какую школу переводится ученик.",
        en="Say which school the student is transferred to.",
    ),
    "enrollment.same_school": Message(
        ky="Окуучу бул мектепте окуйт; башка мектепти көрсөтүңүз.",
        ru="Ученик учится в этой школе; укажите другую.",
        en="The student is at this school; name another one.",
    ),
    "promotion.not_later_year": Message(
        ky="Класс кийинки окуу жылынын классына гана көчүрүлөт.",
        ru="Класс переводят только в класс более позднего учебного года.",
        en="A class goes only into a class of a later academic year.",
    ),
    "promotion.lower_grade": Message(
        ky="{grade}-класс мурункусунан төмөн.",
        ru="{grade}-й класс ниже прежнего.",
        en="Grade {grade} is lower than before.",
    ),
    "group.member_exists": Message(
        ky="Окуучу бул топто мурунтан эле бар.",
        ru="Ученик уже состоит в этой группе.",
        en="The student is already in this group.",
    ),
    "group.other_class": Message(
        ky="Бул топ башка класстыкы.",
        ru="Эта группа другого класса.",
        en="This group belongs to another class.",
    ),
    "group.closed": Message(
        ky="Бул топ {date} күнү жабылган.",
        ru="Эта группа закрыта {date}.",
        en="This group was closed on {date}.",
    ),
    "group.left": Message(
        ky="Окуучу бул топтон {date} күнү чыккан.",
        ru="Ученик вышел из этой группы {date}.",
        en="The student left this group on {date}.",
    ),
}

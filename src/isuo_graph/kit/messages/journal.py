"""Texts of refusals: lessons, marks, attendance, period results."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "mark.off_scale": Message(
        ky="{value} баасы шкалага кирбейт: {low} менен {high} ортосунда болушу керек.",
        ru="Оценка {value} вне шкалы: допустимо от {low} до {high}.",
        en="The mark {value} is off the scale: it must be from {low} to {high}.",
    ),
    "mark.not_a_choice": Message(
        ky="«{value}» деген баа жок; мүмкүн болгондору: {choices}.",
        ru="Оценки «{value}» нет; возможны: {choices}.",
        en="There is no mark “{value}”; possible are: {choices}.",
    ),
    "mark.grade_unmarked": Message(
        ky="Бул класста баа коюлбайт.",
        ru="В этом классе оценки не ставятся.",
        en="No marks are given in this grade.",
    ),
    "mark.weight_out_of_range": Message(
        ky="Баанын салмагы {low} менен {high} ортосунда болушу керек.",
        ru="Вес оценки должен быть от {low} до {high}.",
        en="The weight of a mark must be from {low} to {high}.",
    ),
    "mark.reason_required": Message(
        ky="Баанын өзгөрүү себеби жазылышы керек.",
        ru="Нужно указать причину изменения оценки.",
        en="Changing a mark needs a reason.",
    ),
    "mark.withdrawn": Message(
        ky="Бул баа мурда алынып салынган.",
        ru="Эта оценка уже снята.",
        en="This mark was already withdrawn.",
    ),
    "lesson.period_locked": Message(
        ky="«{period}» окуу мезгили {date} күнү жабылган, андагы сабактарды өзгөртүүгө болбойт.",
        ru="Период «{period}» закрыт {date}; уроки в нём изменить нельзя.",
        en="The period “{period}” was locked on {date}; its lessons cannot be changed.",
    ),
    "lesson.exists": Message(
        ky="Бул класстын {date} күнү {number}-сабагы журналда бар.",
        ru="{number}-й урок этого класса {date} уже есть в журнале.",
        en="Lesson {number} of this class on {date} is already in the journal.",
    ),
    "lesson.cancelled": Message(
        ky="Бул сабак өткөн эмес.",
        ru="Этот урок отменён.",
        en="This lesson was cancelled.",
    ),
    "lesson.in_future": Message(
        ky="Сабак али өтө элек: {date}.",
        ru="Урок ещё не прошёл: {date}.",
        en="The lesson has not taken place yet: {date}.",
    ),
    "lesson.student_not_in_class": Message(
        ky="Окуучу {date} күнү бул класста окуган эмес.",
        ru="Ученик {date} не учился в этом классе.",
        en="The student was not in this class on {date}.",
    ),
    "load.exists": Message(
        ky="Бул мугалимге бул класста бул предмет берилген.",
        ru="Эта нагрузка уже назначена учителю.",
        en="This teaching load already exists.",
    ),
    "load.not_yours": Message(
        ky="Бул предметти бул класста сиз окутпайсыз.",
        ru="Вы не ведёте этот предмет в этом классе.",
        en="You do not teach this subject in this class.",
    ),
    "load.hours_out_of_range": Message(
        ky="Жумалык саат {low} менен {high} ортосунда болушу керек.",
        ru="Часов в неделю должно быть от {low} до {high}.",
        en="Hours a week must be from {low} to {high}.",
    ),
    "attendance.reason_with_presence": Message(
        ky="Сабакта болгон окуучуга себеп жазылбайт.",
        ru="Для присутствующего ученика причина не указывается.",
        en="A student who is present has no reason of absence.",
    ),
    "result.locked": Message(
        ky="Мезгилдин жыйынтыгы бекитилген; өзгөртүү үчүн түзөтүү буйругу керек.",
        ru="Итог периода утверждён; для изменения нужен приказ об исправлении.",
        en="The period's result is locked; a correction needs an order.",
    ),
    "result.not_locked": Message(
        ky="Мезгилдин жыйынтыгы бекитиле элек, түзөтүүнүн кереги жок.",
        ru="Итог периода ещё не утверждён, исправление не требуется.",
        en="The period's result is not locked yet; it needs no correction.",
    ),
    "result.period_not_over": Message(
        ky="Окуу мезгили {end} күнү аяктайт.",
        ru="Период закончится {end}.",
        en="The period ends on {end}.",
    ),
}

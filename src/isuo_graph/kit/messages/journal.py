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
    "mark.no_scale": Message(
        ky="{grade}-класс үчүн бул предмет боюнча баалоо шкаласы коюлган эмес.",
        ru="Для {grade}-го класса по этому предмету не задана шкала оценок.",
        en="No mark scale is set for grade {grade} in this subject.",
    ),
    "lesson.outside_load": Message(
        ky="Сабактын күнү окуу жүктөмүнүн мөөнөтүнө ({start} – {end}) кирбейт.",
        ru="Дата урока не входит в срок нагрузки ({start} – {end}).",
        en="The lesson is outside the days of the teaching load ({start} – {end}).",
    ),
    "lesson.has_marks": Message(
        ky="Бул сабакта баалар бар; адегенде аларды алып салыңыз.",
        ru="В этом уроке есть оценки; сначала снимите их.",
        en="This lesson has marks; withdraw them first.",
    ),
    "load.class_or_group": Message(
        ky="Же классты, же топту көрсөтүңүз.",
        ru="Укажите либо класс, либо группу.",
        en="Name either a class or a group.",
    ),
    "load.later_lessons": Message(
        ky="{date} күнүнөн кийин бул жүктөмдүн сабактары бар.",
        ru="После {date} у этой нагрузки есть уроки.",
        en="This teaching load has lessons after {date}.",
    ),
    "attendance.student_twice": Message(
        ky="Бул окуучу тизмеде эки жолу көрсөтүлгөн.",
        ru="Этот ученик указан в списке дважды.",
        en="This student is listed twice.",
    ),
    "attendance.minutes_without_late": Message(
        ky="Мүнөттөр кечиккен окуучуга гана жазылат.",
        ru="Минуты указываются только для опоздавшего.",
        en="Minutes are given only for a student who came late.",
    ),
    "attendance.reason_settled": Message(
        ky="Бул себепти мектеп аныктаган; өзгөртүү үчүн класс жетекчисине кайрылыңыз.",
        ru="Причину уже установила школа; обратитесь к классному руководителю.",
        en="The school has already settled the reason; please ask the class teacher.",
    ),
    "result.value_required": Message(
        ky="Жыйынтык баасы көрсөтүлүшү керек.",
        ru="Нужно указать итоговую оценку.",
        en="A result needs its value.",
    ),
    "result.value_with_state": Message(
        ky="{state} абалында баа коюлбайт.",
        ru="При состоянии {state} оценка не ставится.",
        en="With the state {state} there is no value.",
    ),
    "result.other_year": Message(
        ky="Бул мезгил башка окуу жылына таандык.",
        ru="Этот период относится к другому учебному году.",
        en="This period belongs to another academic year.",
    ),
}

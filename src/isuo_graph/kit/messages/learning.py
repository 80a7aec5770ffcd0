"""Texts of refusals: courses, tests, attempts, materials."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "course.assigned": Message(
        ky="Бул курс бул класска мурунтан эле берилген.",
        ru="Этот курс уже назначен этому классу.",
        en="This course is already assigned to the class.",
    ),
    "course.closed": Message(
        ky="Курс жабык: {start} – {end}.",
        ru="Курс закрыт: {start} – {end}.",
        en="The course is closed: {start} – {end}.",
    ),
    "test.closed": Message(
        ky="Тест азыр ачык эмес: {start} – {end}.",
        ru="Тест сейчас закрыт: {start} – {end}.",
        en="The test is not open now: {start} – {end}.",
    ),
    "test.assigned": Message(
        ky="Бул тест бул класска мурунтан эле берилген.",
        ru="Этот тест уже назначен этому классу.",
        en="This test is already assigned to the class.",
    ),
    "attempt.none_left": Message(
        ky="Аракеттердин бардыгы колдонулду: {limit}.",
        ru="Все попытки использованы: {limit}.",
        en="All attempts are used up: {limit}.",
    ),
    "attempt.finished": Message(
        ky="Бул аракет аяктаган.",
        ru="Эта попытка уже завершена.",
        en="This attempt is already finished.",
    ),
    "attempt.time_over": Message(
        ky="Тесттин убактысы бүттү.",
        ru="Время теста истекло.",
        en="The time for the test is over.",
    ),
    "attempt.answer_malformed": Message(
        ky="«{question}» суроосунун жообу бул түргө туура келбейт.",
        ru="Ответ на вопрос «{question}» не подходит к его виду.",
        en="The answer to “{question}” does not fit the kind of question.",
    ),
    "attempt.not_yours": Message(
        ky="Бул мектептин тесттерин анын окуучулары жана кызматкерлери гана тапшыра алат.",
        ru="Тесты этой школы проходят только её ученики и сотрудники.",
        en="Only students and staff of this school may sit its tests.",
    ),
    "attempt.not_handed_in": Message(
        ky="Бул аракет али тапшырыла элек.",
        ru="Эта попытка ещё не сдана.",
        en="This attempt has not been handed in yet.",
    ),
    "attempt.kept_by_vendor": Message(
        ky="Бул аракеттин упайын тестти жүргүзгөн система коёт.",
        ru="Баллы этой попытки ставит система, в которой проходил тест.",
        en="The system where this test was sat scores this attempt.",
    ),
}

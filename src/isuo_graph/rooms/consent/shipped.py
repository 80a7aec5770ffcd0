"""The texts that an installation starts with, in three languages: plain neutral wording of ours, no legal advice.

A school publishes its own versions; these are version 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from isuo_graph.kit.language import Language
from isuo_graph.kit.messages.message import Message
from isuo_graph.policy.guard import Purpose

VERSION = 1


@dataclass(frozen=True, slots=True)
class Shipped:
    """One text in one language."""

    purpose: Purpose
    language: Language
    title: str
    body: str


def texts(purpose: Purpose) -> Iterator[Shipped]:
    """Give the text of a purpose in each language; nothing for a purpose that needs no consent."""
    if purpose not in _WORDING:
        return
    title, what = _WORDING[purpose]
    for language in Language:
        body = f"{what.text(language)}\n\n{_CLOSING.text(language)}"
        yield Shipped(purpose, language, title.text(language), body)


_CLOSING = Message(
    ky="Макулдукту каалаган убакта арыз жазып же ушул системада кайтарып алса болот; андан кийин маалымат бул "
    "максатта колдонулбайт. Баш тартуу окууга таасир этпейт. Ким жана качан маалыматты көргөнүн сурап билсе болот.",
    ru="Согласие можно отозвать в любое время заявлением или в этой системе; с этого момента данные для этой цели не "
    "используются. Отказ не влияет на обучение. Можно узнать, кто и когда видел данные.",
    en="A consent can be withdrawn at any time by an application or in this system; then the data are no longer used "
    "for this purpose. Refusing does not affect schooling. It can be asked who saw the data and when.",
)

_WORDING: Mapping[Purpose, tuple[Message, Message]] = MappingProxyType(
    {
        Purpose.SCHOOL_RECORD: (
            Message("Мектептик эсеп", "Школьный учёт", "School record"),
            Message(
                "Мектеп окуучунун аты-жөнүн, туулган күнүн, байланыш маалыматын, үй-бүлөсүн, катышуусун жана бааларын "
                "окуу учурунда жүргүзүүсүнө макулмун.",
                "Я согласен(на), чтобы школа вела имя, дату рождения, контакты, данные о семье, посещаемость и оценки "
                "ученика, пока он учится.",
                "I agree that the school keeps the student's name, birth date, contacts, family, attendance and marks "
                "while the student learns there.",
            ),
        ),
        Purpose.STATE_REPORT_NAMED: (
            Message("Министрликке аты менен отчёт", "Именная отчётность", "Reports with names"),
            Message(
                "Мектеп окуучунун аты-жөнүн жана жеке номерин министрликке отчётто беришине макулмун.",
                "Я согласен(на), чтобы школа передавала имя и персональный номер ученика министерству в отчётности.",
                "I agree that the school passes the student's name and personal number to the ministry in its reports.",
            ),
        ),
        Purpose.HEALTH_SAFETY: (
            Message("Ден соолук жана коопсуздук", "Здоровье и безопасность", "Health and safety"),
            Message(
                "Мектептин медициналык кызматкери окуучунун ден соолугу тууралуу маалыматты ушул окуу жылында "
                "жүргүзүүсүнө макулмун.",
                "Я согласен(на), чтобы медработник школы вёл сведения о здоровье ученика в этом учебном году.",
                "I agree that the school's nurse keeps the student's health data during this school year.",
            ),
        ),
        Purpose.SOCIAL_SUPPORT: (
            Message("Социалдык колдоо", "Социальная поддержка", "Social support"),
            Message(
                "Мектеп жеңилдиктерге керектүү маалыматты жүргүзүп, социалдык коргоо органына беришине макулмун.",
                "Я согласен(на), чтобы школа вела сведения для льгот и передавала их органу социальной защиты.",
                "I agree that the school keeps what benefits need and passes it to social protection.",
            ),
        ),
        Purpose.PSYCH_SUPPORT: (
            Message("Психологдун жардамы", "Помощь психолога", "Psychological support"),
            Message(
                "Мектептин психологу окуучу менен иштешип, жазууларын өзү гана сактоосуна макулмун.",
                "Я согласен(на), чтобы психолог школы работал с учеником и хранил записи только у себя.",
                "I agree that the school's psychologist works with the student and alone keeps the notes.",
            ),
        ),
        Purpose.PUBLICATION: (
            Message("Жарыялоо", "Публикация", "Publication"),
            Message(
                "Мектеп окуучунун атын, сүрөтүн жана жетишкендиктерин ушул окуу жылында жарыялашына макулмун.",
                "Я согласен(на), чтобы школа публиковала имя, фотографии и достижения ученика в этом учебном году.",
                "I agree that the school publishes the student's name, photos and successes during this school year.",
            ),
        ),
        Purpose.CLASS_COMMUNITY: (
            Message("Класс коомчулугу", "Сообщество класса", "Class community"),
            Message(
                "Класстын башка ата-энелери атыбызды жана менин байланыш маалыматымды көрүшүнө макулмун.",
                "Я согласен(на), чтобы другие родители класса видели наши имена и мои контакты.",
                "I agree that other parents of the class see our names and my contacts.",
            ),
        ),
        Purpose.ELEARNING: (
            Message("Электрондук курстар", "Электронные курсы", "E-courses"),
            Message(
                "Мектеп аталган курс системасына окуучунун маалыматын берип, андан жыйынтыктарды алышына макулмун.",
                "Я согласен(на), чтобы школа передавала данные ученика названной системе курсов и получала из неё "
                "результаты.",
                "I agree that the school passes the student's data to the named course system and gets its results.",
            ),
        ),
        Purpose.TESTING: (
            Message("Электрондук тесттер", "Электронное тестирование", "Electronic testing"),
            Message(
                "Мектеп аталган тест системасына окуучунун маалыматын берип, андан жыйынтыктарды алышына макулмун.",
                "Я согласен(на), чтобы школа передавала данные ученика названной системе тестов и получала из неё "
                "результаты.",
                "I agree that the school passes the student's data to the named test system and receives its results.",
            ),
        ),
        Purpose.RESEARCH_ROWS: (
            Message("Изилдөө", "Исследование", "Research"),
            Message(
                "Окуучунун маалыматы аты-жөнү алынып салынгандан кийин изилдөөдө колдонулушуна макулмун.",
                "Я согласен(на), чтобы данные ученика без имени использовались в исследовании.",
                "I agree that the student's data, without the name, are used for research.",
            ),
        ),
        Purpose.PORTFOLIO_SHARE: (
            Message("Портфолиону бөлүшүү", "Доступ к портфолио", "Sharing the portfolio"),
            Message(
                "Портфолиодон тандалган иштерди шилтемеси бар адам чектелген убакытта көрүшүнө макулмун.",
                "Я согласен(на), чтобы выбранные работы портфолио ограниченное время были видны по ссылке.",
                "I agree that chosen works of the portfolio are shown by a link for a limited time.",
            ),
        ),
        Purpose.STAFF_HR: (
            Message("Кадрдык эсеп", "Кадровый учёт", "Personnel record"),
            Message(
                "Мектеп иштеп турган мезгилимде менин кадрдык маалыматымды жүргүзүүсүнө макулмун.",
                "Я согласен(на), чтобы школа вела мои кадровые сведения, пока я в ней работаю.",
                "I agree that the school keeps my personnel record while I work there.",
            ),
        ),
        Purpose.STAFF_PUBLIC: (
            Message("Кызматкер тууралуу жарыялоо", "Публикация о сотруднике", "Publication about staff"),
            Message(
                "Мектеп менин атымды, кызматымды жана жумуш байланышымды жарыялашына макулмун.",
                "Я согласен(на), чтобы школа публиковала моё имя, должность и рабочие контакты.",
                "I agree that the school publishes my name, position and contacts at work.",
            ),
        ),
    }
)

"""Texts of refusals: consent to the processing and passing on of personal data."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "consent.missing": Message(
        ky="Бул маалыматты жазууга макулдук жок (максаты: {purpose}).",
        ru="Нет согласия на запись этих данных (цель: {purpose}).",
        en="There is no consent to record these data (purpose: {purpose}).",
    ),
    "consent.may_not_sign": Message(
        ky="Бул адам окуучунун атынан макулдукка кол коё албайт.",
        ru="Этот человек не может подписать согласие за ученика.",
        en="This person may not sign consent for the student.",
    ),
    "consent.no_custody": Message(
        ky="Камкордук укугу жок өкүл макулдук бере албайт.",
        ru="Представитель без права опеки не может дать согласие.",
        en="A guardian without custody may not give consent.",
    ),
    "consent.of_age": Message(
        ky="Окуучу 18 жашка толгон: макулдукту өзү гана бере алат.",
        ru="Ученику исполнилось 18 лет: согласие даёт только он сам.",
        en="The student is 18 or older: only the student may give consent.",
    ),
    "consent.minor": Message(
        ky="Окуучу 18 жашка толо элек: макулдукту мыйзамдуу өкүлү берет.",
        ru="Ученику ещё нет 18 лет: согласие даёт законный представитель.",
        en="The student is under 18: a legal representative gives consent.",
    ),
    "consent.exists": Message(
        ky="Бул максат үчүн күчүндөгү макулдук бар.",
        ru="Для этой цели уже есть действующее согласие.",
        en="There is already a consent in force for this purpose.",
    ),
    "consent.withdrawn": Message(
        ky="Бул макулдук {date} күнү кайтарылып алынган.",
        ru="Это согласие отозвано {date}.",
        en="This consent was withdrawn on {date}.",
    ),
    "consent.text_outdated": Message(
        ky="Макулдуктун бул тексти эскирген; учурдагы версиясы — {version}.",
        ru="Этот текст согласия устарел; действует версия {version}.",
        en="This consent text is out of date; the current version is {version}.",
    ),
    "consent.text_language": Message(
        ky="Макулдуктун тексти бул тилде жок: {language}.",
        ru="Текста согласия на этом языке нет: {language}.",
        en="The consent text does not exist in this language: {language}.",
    ),
    "consent.evidence_malformed": Message(
        ky="Далилдин хеши SHA-256 болушу керек: 64 он алтылык белги.",
        ru="Хеш подтверждения — SHA-256: 64 шестнадцатеричных знака.",
        en="The hash of the evidence is a SHA-256: 64 hexadecimal digits.",
    ),
    "consent.term_too_long": Message(
        ky="Бул максат үчүн макулдуктун мөөнөтү {limit} датасынан ашпашы керек.",
        ru="Согласие для этой цели действует не дольше {limit}.",
        en="A consent for this purpose may not last beyond {limit}.",
    ),
    "consent.recipient_unknown": Message(
        ky="Мындай алуучу белгисиз: «{recipient}».",
        ru="Неизвестный получатель: «{recipient}».",
        en="Unknown recipient: “{recipient}”.",
    ),
    "consent.category_not_in_purpose": Message(
        ky="«{category}» маалыматы бул максатка кирбейт.",
        ru="Данные «{category}» не входят в эту цель.",
        en="The data “{category}” do not belong to this purpose.",
    ),
    "consent.subject": Message(
        ky="Макулдук ким жөнүндө экенин көрсөтүңүз: бир гана окуучу, өкүл же кызматкер.",
        ru="Укажите, о ком согласие: ровно один ученик, представитель или сотрудник.",
        en="Say whom the consent is about: exactly one student, guardian or employee.",
    ),
    "consent.not_needed": Message(
        ky="Бул максат үчүн макулдук талап кылынбайт: {purpose}.",
        ru="Для этой цели согласие не требуется: {purpose}.",
        en="No consent is needed for this purpose: {purpose}.",
    ),
    "consent.not_for_subject": Message(
        ky="«{purpose}» максаты үчүн макулдукту бул адам жөнүндө бербейт.",
        ru="Согласие для цели «{purpose}» даётся не об этом человеке.",
        en="Consent for the purpose “{purpose}” is not about this person.",
    ),
    "consent.operation_not_in_purpose": Message(
        ky="«{operation}» аракети бул максатка кирбейт.",
        ru="Действие «{operation}» не входит в эту цель.",
        en="The operation “{operation}” does not belong to this purpose.",
    ),
    "consent.term_past": Message(
        ky="Макулдуктун мөөнөтү ({end}) өтүп кеткен.",
        ru="Срок согласия ({end}) уже прошёл.",
        en="The term of the consent ({end}) is over already.",
    ),
    "consent.not_signer": Message(
        ky="Макулдукту ага кол койгон адам гана кайтарып ала алат.",
        ru="Отозвать согласие может только тот, кто его подписал.",
        en="Only who signed a consent may withdraw it.",
    ),
    "consent.not_in_force": Message(
        ky="Бул чечим күчүндөгү макулдук эмес.",
        ru="Это решение не является действующим согласием.",
        en="This decision is not a consent in force.",
    ),
    "consent.written_application": Message(
        ky="Кызматкер макулдукту жазуу жүзүндөгү арыз боюнча гана кайтарат: арызды көрсөтүңүз.",
        ru="Сотрудник отзывает согласие только по письменному заявлению: укажите его.",
        en="Staff withdraw a consent only on a written application: name it.",
    ),
}

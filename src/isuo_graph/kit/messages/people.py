"""Texts of refusals: persons, guardianship, staff, accounts."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    # None of these repeats the number: it would end up in logs and screenshots.
    "pin.not_14_digits": Message(
        ky="ПИН 14 цифрадан турушу керек.",
        ru="ПИН должен состоять из 14 цифр.",
        en="A personal number (PIN) has exactly 14 digits.",
    ),
    "pin.birth_date": Message(
        ky="ПИНдеги туулган күн мындай күн жок же ал көрсөтүлгөн туулган күнгө дал келбейт.",
        ru="Дата рождения в ПИН не существует или не совпадает с указанной датой рождения.",
        en="The birth date inside the personal number (PIN) does not exist or differs from the birth date given.",
    ),
    "pin.sex_mismatch": Message(
        ky="ПИН көрсөтүлгөн жыныска дал келбейт.",
        ru="ПИН не соответствует указанному полу.",
        en="The personal number (PIN) does not fit the sex given.",
    ),
    "pin.taken": Message(
        ky="Мындай ПИН башка адамга катталган.",
        ru="Такой ПИН уже записан за другим человеком.",
        en="This personal number (PIN) is already recorded for another person.",
    ),
    "person.birth_date_impossible": Message(
        ky="Мындай туулган күн болушу мүмкүн эмес.",
        ru="Такая дата рождения невозможна.",
        en="Such a birth date is not possible.",
    ),
    "person.name_required": Message(
        ky="Фамилиясы же аты көрсөтүлүшү керек.",
        ru="Нужно указать фамилию или имя.",
        en="A family name or a given name is required.",
    ),
    "guardianship.exists": Message(
        ky="Бул өкүл бул окуучуга мурунтан эле жазылган.",
        ru="Этот представитель уже записан у этого ученика.",
        en="This guardian is already recorded for this student.",
    ),
    "guardianship.self": Message(
        ky="Адам өзүнө өзү өкүл боло албайт.",
        ru="Человек не может быть представителем самого себя.",
        en="A person cannot be their own guardian.",
    ),
    "guardianship.ended": Message(
        ky="Бул өкүлчүлүк {end} күнү бүткөн.",
        ru="Это представительство закончилось {end}.",
        en="This guardianship ended on {end}.",
    ),
    "staff.dismissed": Message(
        ky="Бул кызматкер {end} күнү иштен кеткен.",
        ru="Этот сотрудник уволен {end}.",
        en="This member of staff left on {end}.",
    ),
    "account.name_taken": Message(
        ky="Мындай эсеп аты бош эмес.",
        ru="Такое имя учётной записи уже занято.",
        en="This account name is already taken.",
    ),
    "account.name_malformed": Message(
        ky="Эсеп аты {low}–{high} белгиден турушу керек: латын тамгалары, цифралар, чекит, «-» жана «_».",
        ru="Имя учётной записи — от {low} до {high} знаков: латинские буквы, цифры, точка, «-» и «_».",
        en="An account name has {low} to {high} characters: Latin letters, digits, a full stop, “-” and “_”.",
    ),
    "phone.malformed": Message(
        ky="Телефон номери туура эмес; +996XXXXXXXXX түрүндө жазыңыз.",
        ru="Неверный номер телефона; пишите в виде +996XXXXXXXXX.",
        en="The phone number is not valid; write it as +996XXXXXXXXX.",
    ),
    "email.malformed": Message(
        ky="Электрондук почтанын дареги туура эмес.",
        ru="Неверный адрес электронной почты.",
        en="The e-mail address is not valid.",
    ),
    "guardianship.other_school": Message(
        ky="Өкүл менен окуучу бир мектепке катталышы керек.",
        ru="Представитель и ученик должны быть записаны в одной школе.",
        en="The guardian and the student must be recorded at the same school.",
    ),
    "leadership.exists": Message(
        ky="Бул класстын {start} күнүнөн тартып башка класс жетекчиси бар.",
        ru="У этого класса с {start} другой классный руководитель.",
        en="This class has another class teacher from {start}.",
    ),
    "account.one_holder": Message(
        ky="Эсеп кимдики экенин көрсөтүңүз: окуучу, өкүл же кызматкер — бирөөнү гана.",
        ru="Укажите, чья это учётная запись: ученика, представителя или сотрудника — ровно одного.",
        en="Say whose account it is: exactly one student, guardian or member of staff.",
    ),
    "account.exists": Message(
        ky="Бул адамдын эсеби мурунтан эле бар.",
        ru="У этого человека уже есть учётная запись.",
        en="This person has an account already.",
    ),
    "account.own": Message(
        ky="Өз эсебиңизди жаба албайсыз.",
        ru="Нельзя заблокировать собственную учётную запись.",
        en="You cannot block your own account.",
    ),
}

"""Texts of refusals: orders, duties, grants."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "order.number_required": Message(
        ky="Буйруктун номери көрсөтүлүшү керек.",
        ru="Нужно указать номер приказа.",
        en="An order needs its number.",
    ),
    "order.date_required": Message(
        ky="Буйруктун күнү көрсөтүлүшү керек.",
        ru="Нужно указать дату приказа.",
        en="An order needs its date.",
    ),
    "order.number_taken": Message(
        ky="Бул жылы № {number} буйрук мурунтан эле бар.",
        ru="Приказ № {number} в этом году уже есть.",
        en="There is already an order no. {number} this year.",
    ),
    "order.not_in_force": Message(
        ky="№ {number} буйрук {date} күнү күчүндө эмес.",
        ru="Приказ № {number} на {date} не действует.",
        en="Order no. {number} is not in force on {date}.",
    ),
    "order.not_signed": Message(
        ky="№ {number} буйрукка кол коюлган эмес.",
        ru="Приказ № {number} не подписан.",
        en="Order no. {number} is not signed.",
    ),
    "order.signed": Message(
        ky="№ {number} буйрукка кол коюлган, аны өзгөртүүгө болбойт; жаңы буйрук чыгарыңыз.",
        ru="Приказ № {number} подписан, изменить его нельзя; издайте новый.",
        en="Order no. {number} is signed and cannot be changed; issue a new one.",
    ),
    "order.revoked": Message(
        ky="№ {number} буйрук {date} күнү жокко чыгарылган.",
        ru="Приказ № {number} отменён {date}.",
        en="Order no. {number} was revoked on {date}.",
    ),
    "order.wrong_kind": Message(
        ky="Бул аракет үчүн башка түрдөгү буйрук керек: {kind}.",
        ru="Для этого действия нужен приказ другого вида: {kind}.",
        en="This act needs an order of another kind: {kind}.",
    ),
    "order.required": Message(
        ky="Бул аракет үчүн директордун буйругу керек.",
        ru="Для этого действия нужен приказ директора.",
        en="This act needs an order of the director.",
    ),
    "grant.needs_order": Message(
        ky="Укук буйруксуз берилбейт.",
        ru="Право не даётся без приказа.",
        en="No right is given without an order.",
    ),
    "grant.outlives_order": Message(
        ky="Укук буйруктун мөөнөтүнөн ({end}) узакка берилбейт.",
        ru="Право не может действовать дольше приказа ({end}).",
        en="A right cannot last longer than its order ({end}).",
    ),
    "grant.exists": Message(
        ky="Бул адамда мындай ыйгарым укук мурунтан эле бар.",
        ru="У этого человека уже есть такое полномочие.",
        en="This person already holds this duty.",
    ),
    "grant.to_self": Message(
        ky="Адам өзүнө өзү укук бере албайт.",
        ru="Нельзя дать право самому себе.",
        en="Nobody may grant a right to themselves.",
    ),
    "duty.unknown_role": Message(
        ky="Мындай роль жок: «{role}».",
        ru="Нет такой роли: «{role}».",
        en="There is no such role: “{role}”.",
    ),
}

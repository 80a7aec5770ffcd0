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
    "order.text_required": Message(
        ky="Буйруктун аталышы жана тексти кыргызча жана орусча жазылышы керек.",
        ru="Название и текст приказа нужны на кыргызском и русском языках.",
        en="An order needs its title and text in Kyrgyz and in Russian.",
    ),
    "order.director_signs": Message(
        ky="Муну мектептин директору гана жасай алат.",
        ru="Это может сделать только директор школы.",
        en="Only the director of the school can do this.",
    ),
    "grant.whom": Message(
        ky="Бир гана адамды көрсөтүңүз: же кызматкерди, же аккаунтту.",
        ru="Укажите ровно одного человека: сотрудника или учётную запись.",
        en="Name exactly one person: an employee or an account.",
    ),
    "grant.role_required": Message(
        ky="Берилүүчү ролду көрсөтүңүз.",
        ru="Укажите роль, которая даётся.",
        en="Name the role that is given.",
    ),
    "grant.right_required": Message(
        ky="Тыюу салуу үчүн маалыматтын түрүн жана аракетти көрсөтүңүз.",
        ru="Для запрета укажите вид данных и действие.",
        en="A prohibition needs the kind of data and the action.",
    ),
    "grant.role_from_above": Message(
        ky="«{role}» ролун мектеп бере албайт: ага жогору турган орган дайындайт.",
        ru="Роль «{role}» школа дать не может: на неё назначает вышестоящий орган.",
        en="A school cannot give the role “{role}”: an authority above it appoints to that.",
    ),
    "grant.role_by_facts": Message(
        ky="«{role}» ролу буйрук менен берилбейт: ал фактылардан келип чыгат.",
        ru="Роль «{role}» не даётся приказом: она следует из фактов.",
        en="The role “{role}” is not given by order: it follows from facts.",
    ),
    "grant.role_of_school": Message(
        ky="«{role}» ролуна мектептин директору дайындайт.",
        ru="На роль «{role}» назначает директор школы.",
        en="The director of the school appoints to the role “{role}”.",
    ),
    "grant.place_required": Message(
        ky="Директор бир мектепке дайындалат: мектепти көрсөтүңүз.",
        ru="Директор назначается в одну школу: укажите её.",
        en="A director is appointed to one school: name it.",
    ),
    "grant.before_order": Message(
        ky="Укук буйрук күчүнө киргенге ({start}) чейин башталбайт.",
        ru="Право не может начаться раньше, чем приказ вступит в силу ({start}).",
        en="A right cannot begin before its order is in force ({start}).",
    ),
    "grant.ended": Message(
        ky="Бул ыйгарым укук мурунтан эле токтотулган.",
        ru="Это полномочие уже прекращено.",
        en="This grant has ended already.",
    ),
    "rule.beyond": Message(
        ky="Мектеп «{role}» ролуна «{right}» укугун мындай чекте бере албайт.",
        ru="Школа не может дать роли «{role}» право «{right}» в таких пределах.",
        en="A school cannot give the role “{role}” the right “{right}” that far.",
    ),
    "rule.own_data": Message(
        ky="Окуучудан жана ата-энеден өз маалыматын көрүү укугун алып коюуга болбойт.",
        ru="Ученика и родителя нельзя лишить права видеть свои данные.",
        en="Students and guardians cannot lose the right to see their own data.",
    ),
    "rule.scope_required": Message(
        ky="Укуктун чегин көрсөтүңүз.",
        ru="Укажите пределы права.",
        en="Say how far the right goes.",
    ),
}

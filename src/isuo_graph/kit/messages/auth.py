"""Texts of refusals: signing in, sessions and tokens."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "token.malformed": Message(
        ky="Кирүү токени жараксыз. Кайра кириңиз.",
        ru="Токен доступа недействителен. Войдите снова.",
        en="The access token is not valid. Sign in again.",
    ),
    "token.expired": Message(
        ky="Кирүү мөөнөтү бүттү. Кайра кириңиз.",
        ru="Срок входа истёк. Войдите снова.",
        en="Your sign-in has expired. Sign in again.",
    ),
    "refresh.malformed": Message(
        ky="Жаңыртуу токени жараксыз. Кайра кириңиз.",
        ru="Токен обновления недействителен. Войдите снова.",
        en="The refresh token is not valid. Sign in again.",
    ),
    "provider.unavailable": Message(
        ky="Кирүү кызматы (OpenID) азыр жооп бербейт. Бир аздан кийин кайра аракет кылыңыз.",
        ru="Служба входа (OpenID) сейчас не отвечает. Повторите чуть позже.",
        en="The sign-in provider (OpenID) does not answer now. Try again in a moment.",
    ),
    "session.ended": Message(
        ky="Бул сеанс аяктаган. Кайра кириңиз.",
        ru="Этот сеанс завершён. Войдите снова.",
        en="This session has ended. Sign in again.",
    ),
    "session.refresh_reused": Message(
        ky="Жаңыртуу токени экинчи жолу колдонулду, ошондуктан бардык сеанстарыңыз жабылды. Кайра кириңиз.",
        ru="Токен обновления использован повторно, поэтому все ваши сеансы закрыты. Войдите снова.",
        en="The refresh token was used twice, so all your sessions were closed. Sign in again.",
    ),
    "account.blocked": Message(
        ky="Бул эсеп жабылган. Мектептин администраторуна кайрылыңыз.",
        ru="Эта учётная запись заблокирована. Обратитесь к администратору школы.",
        en="This account is blocked. Please ask the school's administrator.",
    ),
    "sign_in.failed": Message(
        ky="Аты же сырсөзү туура эмес.",
        ru="Неверное имя или пароль.",
        en="The name or the password is wrong.",
    ),
    "sign_in.throttled": Message(
        ky="Кирүү аракеттери өтө көп болду. {retry_after_s} секунддан кийин кайра аракет кылыңыз.",
        ru="Слишком много попыток входа. Повторите через {retry_after_s} с.",
        en="Too many attempts to sign in. Try again in {retry_after_s} seconds.",
    ),
    "password.too_short": Message(
        ky="Сырсөз {limit} белгиден кем болбошу керек.",
        ru="Пароль должен быть не короче {limit} знаков.",
        en="The password must have at least {limit} characters.",
    ),
    "password.too_long": Message(
        ky="Сырсөз {limit} белгиден ашпашы керек.",
        ru="Пароль должен быть не длиннее {limit} знаков.",
        en="The password must have at most {limit} characters.",
    ),
    "one_time_link.spent": Message(
        ky="Бул бир жолку шилтеме колдонулган же мөөнөтү бүткөн.",
        ru="Эта одноразовая ссылка уже использована или устарела.",
        en="This one-time link was used already or has expired.",
    ),
}

"""Texts of refusals: plugins and what leaves the house to vendors."""

from typing import Final

from isuo_graph.kit.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "plugin.unavailable": Message(
        ky="«{plugin}» плагини жооп бербей жатат; калган маалымат толук.",
        ru="Плагин «{plugin}» не отвечает; остальные данные полны.",
        en="The plugin “{plugin}” does not answer; the other data are complete.",
    ),
    "plugin.late": Message(
        ky="«{plugin}» плагини {limit_s} секунд ичинде жооп берген жок; калган маалымат толук.",
        ru="Плагин «{plugin}» не ответил за {limit_s} с; остальные данные полны.",
        en="The plugin “{plugin}” did not answer within {limit_s} seconds; the other data are complete.",
    ),
    "plugin.malformed_answer": Message(
        ky="«{plugin}» плагини жараксыз жооп берди; калган маалымат толук.",
        ru="Плагин «{plugin}» дал неверный ответ; остальные данные полны.",
        en="The plugin “{plugin}” gave an invalid answer; the other data are complete.",
    ),
    "plugin.resting": Message(
        ky="«{plugin}» плагини бир нече каталардан кийин убактылуу өчүрүлгөн; калган маалымат толук.",
        ru="Плагин «{plugin}» временно отключён после нескольких сбоев; остальные данные полны.",
        en="The plugin “{plugin}” is paused after several failures; the other data are complete.",
    ),
    "plugin.unknown": Message(
        ky="Мындай плагин жок: «{plugin}».",
        ru="Нет такого плагина: «{plugin}».",
        en="There is no such plugin: “{plugin}”.",
    ),
    "plugin.not_enabled": Message(
        ky="«{plugin}» плагини бул мектепте иштетилген эмес.",
        ru="Плагин «{plugin}» не включён в этой школе.",
        en="The plugin “{plugin}” is not enabled at this school.",
    ),
    "plugin.enabled": Message(
        ky="«{plugin}» плагини бул мектепте мурунтан эле иштетилген.",
        ru="Плагин «{plugin}» в этой школе уже включён.",
        en="The plugin “{plugin}” is already enabled at this school.",
    ),
    "plugin.setting_malformed": Message(
        ky="«{plugin}» плагининин «{setting}» жөндөөсү туура эмес: {fault}",
        ru="Неверная настройка «{setting}» плагина «{plugin}»: {fault}",
        en="The setting “{setting}” of the plugin “{plugin}” is not valid: {fault}",
    ),
    "plugin.undeclared": Message(
        ky="«{plugin}» плагинине мындай маалымат менен алмашууга уруксат жок; калган маалымат толук.",
        ru="Плагину «{plugin}» не разрешён обмен такими данными; остальные данные полны.",
        en="The plugin “{plugin}” may not exchange such data; the other data are complete.",
    ),
    "plugin.setting_unknown": Message(
        ky="«{plugin}» плагининде «{setting}» деген жөндөө жок.",
        ru="У плагина «{plugin}» нет настройки «{setting}».",
        en="The plugin “{plugin}” has no setting “{setting}”.",
    ),
    "plugin.setting_missing": Message(
        ky="«{plugin}» плагинине «{setting}» жөндөөсү керек.",
        ru="Плагину «{plugin}» нужна настройка «{setting}».",
        en="The plugin “{plugin}” needs the setting “{setting}”.",
    ),
    "plugin.setting_twice": Message(
        ky="«{setting}» жөндөөсү эки жолу берилген.",
        ru="Настройка «{setting}» дана дважды.",
        en="The setting “{setting}” is given twice.",
    ),
    "attempt.answers_unfit": Message(
        ky="Жооптор бул тесттин суроолоруна туура келбейт.",
        ru="Ответы не подходят к вопросам этого теста.",
        en="The answers do not fit the questions of this test.",
    ),
}

"""Texts of refusals of the request itself: its form, its size, its rights, and failures of the service."""

from typing import Final

from isuo_graph.kit.messages.message import Message

_FORM: Final[dict[str, Message]] = {
    "document.malformed": Message(
        ky="Суроону окуу мүмкүн эмес: {fault}",
        ru="Запрос не удалось прочитать: {fault}",
        en="The document could not be read: {fault}",
    ),
    "document.invalid": Message(
        ky="Суроо схемага туура келбейт: {fault}",
        ru="Запрос не соответствует схеме: {fault}",
        en="The document does not fit the schema: {fault}",
    ),
    "document.unknown_id": Message(
        ky="Мындай номердеги сакталган суроо жок.",
        ru="Сохранённого запроса с таким идентификатором нет.",
        en="There is no stored document with this id.",
    ),
    "document.missing": Message(
        ky="Өтүнмөдө суроо да, анын номери да жок.",
        ru="В обращении нет ни запроса, ни его идентификатора.",
        en="The request carries neither a query nor a document id.",
    ),
    "operation.name_required": Message(
        ky="Суроодо бир нече операция бар: кайсынысын аткаруу керектигин operationName менен көрсөтүңүз.",
        ru="В запросе несколько операций: укажите нужную в operationName.",
        en="The document holds several operations: name one in operationName.",
    ),
    "operation.unknown": Message(
        ky="Суроодо «{name}» аттуу операция жок.",
        ru="В запросе нет операции «{name}».",
        en="The document has no operation named “{name}”.",
    ),
    "operation.needs_stream": Message(
        ky="Жазылуу (subscription) WebSocket же text/event-stream аркылуу гана иштейт.",
        ru="Подписка (subscription) работает только через WebSocket или text/event-stream.",
        en="A subscription needs a WebSocket or text/event-stream.",
    ),
    "operation.wrong_method": Message(
        ky="GET ыкмасы менен маалыматты окууга гана болот; өзгөртүү үчүн POST колдонуңуз.",
        ru="Методом GET можно только читать; для изменений используйте POST.",
        en="GET may only read; use POST to change something.",
    ),
    "variables.malformed": Message(
        ky="«{name}» өзгөрмөсүнүн мааниси туура эмес: {fault}",
        ru="Неверное значение переменной «{name}»: {fault}",
        en="The variable “{name}” has a wrong value: {fault}",
    ),
    "json.malformed": Message(
        ky="Өтүнмөнүн мазмуну жараксыз JSON.",
        ru="Тело запроса — некорректный JSON.",
        en="The request body is not valid JSON.",
    ),
    "json.not_object": Message(
        ky="Өтүнмөнүн мазмуну JSON объектиси болушу керек.",
        ru="Тело запроса должно быть объектом JSON.",
        en="The request body must be a JSON object.",
    ),
    "json.repeated": Message(
        ky="Өтүнмөдө бир ачкыч эки жолу берилген.",
        ru="Один и тот же ключ указан в запросе дважды.",
        en="The request names the same key twice.",
    ),
    "json.too_deep": Message(
        ky="JSON өтө терең: {limit} деңгээлден ашпашы керек.",
        ru="JSON вложен слишком глубоко: допустимо не больше {limit} уровней.",
        en="The JSON is nested too deeply: at most {limit} levels are allowed.",
    ),
    "id.malformed": Message(
        ky="«{id}» — жараксыз идентификатор.",
        ru="«{id}» — неверный идентификатор.",
        en="“{id}” is not a valid id.",
    ),
    "value.no_text": Message(
        ky="Текстте сактоого болбой турган белги бар (U+0000 же жупсуз суррогат).",
        ru="В тексте есть знак, который нельзя хранить (U+0000 или непарный суррогат).",
        en="The text holds a character that cannot be stored (U+0000 or a lone surrogate).",
    ),
    "value.too_large": Message(
        ky="Сан өтө чоң.",
        ru="Число слишком велико.",
        en="The number is too large.",
    ),
    "cursor.malformed": Message(
        ky="Барак белгиси (cursor) жараксыз же башка тизмеге таандык.",
        ru="Курсор повреждён или относится к другому списку.",
        en="The cursor is damaged or belongs to another list.",
    ),
    "content_type.unsupported": Message(
        ky="Мазмундун мындай түрү кабыл алынбайт; application/json колдонуңуз.",
        ru="Такой тип содержимого не принимается; используйте application/json.",
        en="This content type is not accepted; use application/json.",
    ),
    "content_encoding.unsupported": Message(
        ky="Кысылган мазмун кабыл алынбайт.",
        ru="Сжатое содержимое не принимается.",
        en="Compressed request bodies are not accepted.",
    ),
    "method.unsupported": Message(
        ky="Бул дарек мындай HTTP ыкмасын кабыл албайт.",
        ru="Этот адрес не принимает такой метод HTTP.",
        en="This address does not accept this HTTP method.",
    ),
    "http.malformed": Message(
        ky="Өтүнмө HTTP эрежелерине туура келбейт.",
        ru="Запрос не соответствует протоколу HTTP.",
        en="The request is not valid HTTP.",
    ),
    "path.unknown": Message(
        ky="Мындай дарек жок.",
        ru="Такого адреса нет.",
        en="There is nothing at this address.",
    ),
    "host.unknown": Message(
        ky="Бул сервер мындай дарек менен иштебейт.",
        ru="Этот сервер не обслуживает такой адрес.",
        en="This server does not answer under that host name.",
    ),
    "batching.off": Message(
        ky="Бир өтүнмөдө бир гана суроо жөнөтүүгө болот.",
        ru="В одном обращении можно отправить только один запрос.",
        en="One request may carry only one operation.",
    ),
}

_LIMITS: Final[dict[str, Message]] = {
    "limit.page": Message(
        ky="Бир баракта {limit} саптан ашык суроого болбойт; суралганы: {asked}.",
        ru="На одной странице можно запросить не больше {limit} строк; запрошено: {asked}.",
        en="A page holds at most {limit} rows; {asked} were asked for.",
    ),
    "limit.page_negative": Message(
        ky="first терс сан болбошу керек.",
        ru="Значение first не может быть отрицательным.",
        en="`first` must not be negative.",
    ),
    "limit.depth": Message(
        ky="Суроо өтө терең: {limit} деңгээлден ашпашы керек.",
        ru="Запрос слишком глубокий: допустимо не больше {limit} уровней.",
        en="The query is too deep: at most {limit} levels are allowed.",
    ),
    "limit.aliases": Message(
        ky="Суроодо лакап аттар (alias) өтө көп: {limit} санынан ашпашы керек.",
        ru="В запросе слишком много псевдонимов (alias): допустимо не больше {limit}.",
        en="The query has too many aliases: at most {limit} are allowed.",
    ),
    "limit.root_fields": Message(
        ky="Суроодо башкы талаалар өтө көп: {limit} санынан ашпашы керек.",
        ru="В запросе слишком много корневых полей: допустимо не больше {limit}.",
        en="The query has too many root fields: at most {limit} are allowed.",
    ),
    "limit.directives": Message(
        ky="Суроодо директивалар өтө көп: {limit} санынан ашпашы керек.",
        ru="В запросе слишком много директив: допустимо не больше {limit}.",
        en="The query has too many directives: at most {limit} are allowed.",
    ),
    "limit.fields": Message(
        ky="Суроодо талаалар өтө көп: {limit} санынан ашпашы керек.",
        ru="В запросе слишком много полей: допустимо не больше {limit}.",
        en="The query has too many fields: at most {limit} are allowed.",
    ),
    "limit.definitions": Message(
        ky="Суроодо операциялар жана фрагменттер өтө көп: {limit} санынан ашпашы керек.",
        ru="В запросе слишком много операций и фрагментов: допустимо не больше {limit}.",
        en="The document has too many operations and fragments: at most {limit} are allowed.",
    ),
    "limit.namesakes": Message(
        ky="Суроодо бирдей аттагы талаалар өтө көп: алардын {limit} жубунан ашпашы керек.",
        ru="В запросе слишком много полей с одинаковым именем: допустимо не больше {limit} пар.",
        en="The query repeats the same field too often: at most {limit} pairs of equal names are allowed.",
    ),
    "limit.introspections": Message(
        ky="Суроодо схема (__schema, __type) өтө көп суралган: {limit} жолудан ашпашы керек.",
        ru="Схема (__schema, __type) запрошена слишком много раз: допустимо не больше {limit}.",
        en="The query asks for the schema (__schema, __type) too often: at most {limit} times are allowed.",
    ),
    "limit.tokens": Message(
        ky="Суроонун тексти өтө узун: {limit} лексемадан ашпашы керек.",
        ru="Текст запроса слишком длинный: допустимо не больше {limit} лексем.",
        en="The document is too long: at most {limit} tokens are allowed.",
    ),
    "limit.rows": Message(
        ky="Суроо болжол менен {estimated} сап окуйт, чеги — {limit}. Барактарды кичирейтиңиз же шарттарды тактаңыз.",
        ru="Запрос прочитал бы около {estimated} строк при пределе {limit}. Уменьшите страницы или уточните условия.",
        en="The query would read about {estimated} rows; the limit is {limit}. Ask for smaller pages or narrow it.",
    ),
    "limit.filter": Message(
        ky="Тандоо шарты өтө чоң: {limit} ачкычтан жана {depth} деңгээлден ашпашы керек.",
        ru="Условие отбора слишком большое: допустимо не больше {limit} ключей и {depth} уровней.",
        en="The filter is too large: at most {limit} keys and {depth} levels are allowed.",
    ),
    "limit.list": Message(
        ky="Тизме өтө узун: {limit} мааниден ашпашы керек.",
        ru="Список слишком длинный: допустимо не больше {limit} значений.",
        en="The list is too long: at most {limit} values are allowed.",
    ),
    "limit.cursor": Message(
        ky="Мындай иреттөө менен барактарга бөлүү мүмкүн эмес: текст өтө узун. Башка талаа боюнча иреттеңиз.",
        ru="При такой сортировке страницы невозможны: значения слишком длинные. Сортируйте по другому полю.",
        en="Pages are not possible in this order, because its values are too long. Order by another field.",
    ),
    "limit.body": Message(
        ky="Өтүнмө өтө чоң: {limit} байттан ашпашы керек.",
        ru="Запрос слишком большой: допустимо не больше {limit} байт.",
        en="The request is too large: at most {limit} bytes are allowed.",
    ),
    "limit.head": Message(
        ky="Өтүнмөнүн баш саптары өтө чоң: {limit} байттан жана {lines} саптан ашпашы керек.",
        ru="Заголовки запроса слишком велики: допустимо не больше {limit} байт и {lines} строк.",
        en="The request's headers are too large: at most {limit} bytes and {lines} lines are allowed.",
    ),
    "limit.arrival": Message(
        ky="Өтүнмө {limit_s} секунд ичинде толук келген жок.",
        ru="Запрос не пришёл целиком за {limit_s} с.",
        en="The request did not arrive whole within {limit_s} seconds.",
    ),
    "limit.deadline": Message(
        ky="Суроо {limit_s} секунд ичинде аткарылбай, токтотулду.",
        ru="Запрос не выполнен за {limit_s} с и остановлен.",
        en="The request did not finish within {limit_s} seconds and was stopped.",
    ),
    "limit.rate": Message(
        ky="Өтүнмөлөр өтө көп. {retry_after_s} секунддан кийин кайра аракет кылыңыз.",
        ru="Слишком много запросов. Повторите через {retry_after_s} с.",
        en="Too many requests. Try again in {retry_after_s} seconds.",
    ),
    "limit.busy": Message(
        ky="Сервер азыр бош эмес. {retry_after_s} секунддан кийин кайра аракет кылыңыз.",
        ru="Сервер сейчас перегружен. Повторите через {retry_after_s} с.",
        en="The server is busy. Try again in {retry_after_s} seconds.",
    ),
    "limit.text_length": Message(
        ky="«{field}» өтө узун: {limit} белгиден ашпашы керек.",
        ru="Поле «{field}» слишком длинное: допустимо не больше {limit} знаков.",
        en="“{field}” is too long: at most {limit} characters are allowed.",
    ),
}

_RIGHTS: Final[dict[str, Message]] = {
    "auth.required": Message(
        ky="Алгач системага кириңиз.",
        ru="Сначала войдите в систему.",
        en="Please sign in first.",
    ),
    "field.forbidden": Message(
        ky="«{field}» талаасын издөөдө, иреттөөдө же топтоодо колдонууга укугуңуз жок.",
        ru="У вас нет права использовать поле «{field}» в отборе, сортировке или группировке.",
        en="You may not use the field “{field}” to filter, sort or group.",
    ),
    "field.withheld": Message(
        ky="«{field}» талаасын көрүүгө укугуңуз жок.",
        ru="У вас нет права видеть поле «{field}».",
        en="You may not see the field “{field}”.",
    ),
    "field.totals_only": Message(
        ky="Сизге бул тизменин жыйынтыктары гана ачык: «{summary}» талаасын колдонуңуз.",
        ru="Вам доступны только итоги этого списка: используйте поле «{summary}».",
        en="You may see only totals of this list: use the field “{summary}”.",
    ),
    "act.forbidden": Message(
        ky="«{act}» аракетин аткарууга укугуңуз жок.",
        ru="У вас нет права выполнить действие «{act}».",
        en="You may not perform “{act}”.",
    ),
    "idempotency_key.malformed": Message(
        ky="idempotencyKey 1ден 128ге чейинки белгиден турат: латын тамгалары, цифралар, «-», «_», «.» жана «:».",
        ru="idempotencyKey — от 1 до 128 знаков: латинские буквы, цифры, «-», «_», «.» и «:».",
        en="idempotencyKey has 1 to 128 characters: Latin letters, digits, “-”, “_”, “.” and “:”.",
    ),
    "row.not_found": Message(
        ky="Мындай жазуу жок же ал сизге жеткиликсиз.",
        ru="Такой записи нет, или она вам недоступна.",
        en="There is no such record, or it is not within your reach.",
    ),
    "row.changed": Message(
        ky="Бул жазууну башка адам өзгөртүп койду. Жаңыртып, кайра аракет кылыңыз.",
        ru="Эту запись уже изменил кто-то другой. Обновите её и повторите.",
        en="Somebody else has changed this record. Reload it and try again.",
    ),
    "idempotency.reused": Message(
        ky="Бул idempotencyKey башка мазмундагы өтүнмө үчүн колдонулган.",
        ru="Этот idempotencyKey уже использован для запроса с другим содержанием.",
        en="This idempotencyKey was already used for a request with another content.",
    ),
    "conflict.duplicate": Message(
        ky="Мындай жазуу мурунтан эле бар.",
        ru="Такая запись уже существует.",
        en="Such a record exists already.",
    ),
    "internal": Message(
        ky="Серверде ката кетти. Администраторго өтүнмөнүн номерин айтыңыз.",
        ru="На сервере произошла ошибка. Сообщите администратору номер запроса.",
        en="Something went wrong on the server. Tell the administrator the request id.",
    ),
    "storage.unavailable": Message(
        ky="Маалымат базасы убактылуу жооп бербей жатат. Бир аздан кийин кайра аракет кылыңыз.",
        ru="База данных временно не отвечает. Повторите чуть позже.",
        en="The database does not answer at the moment. Try again a little later.",
    ),
}

_INPUT: Final[dict[str, Message]] = {
    "input.blank": Message(
        ky="«{field}» бош болбошу керек.",
        ru="Поле «{field}» не может быть пустым.",
        en="“{field}” must not be blank.",
    ),
    "input.unknown_reference": Message(
        ky="«{field}» көрсөткөн жазуу табылган жок.",
        ru="Запись, на которую указывает «{field}», не найдена.",
        en="The record that “{field}” refers to was not found.",
    ),
    "input.end_before_start": Message(
        ky="Аяктоо күнү ({end}) башталуу күнүнөн ({start}) мурда болбошу керек.",
        ru="Дата окончания ({end}) не может быть раньше даты начала ({start}).",
        en="The end ({end}) must not be before the start ({start}).",
    ),
    "input.out_of_range": Message(
        ky="«{field}» {low} менен {high} ортосунда болушу керек.",
        ru="Значение «{field}» должно быть от {low} до {high}.",
        en="“{field}” must be from {low} to {high}.",
    ),
    "input.malformed": Message(
        ky="«{field}» талаасынын мааниси жараксыз.",
        ru="Неверное значение поля «{field}».",
        en="“{field}” has an invalid value.",
    ),
    "input.date_malformed": Message(
        ky="«{text}» күн эмес; ЖЖЖЖ-АА-КК түрүндө жазыңыз.",
        ru="«{text}» — не дата; пишите в виде ГГГГ-ММ-ДД.",
        en="“{text}” is not a date; write it as YYYY-MM-DD.",
    ),
    "input.date_in_future": Message(
        ky="«{field}» келечектеги күн болбошу керек.",
        ru="Дата «{field}» не может быть в будущем.",
        en="“{field}” must not be in the future.",
    ),
    "input.nothing_to_change": Message(
        ky="Өзгөртүү үчүн эч нерсе көрсөтүлгөн жок.",
        ru="Не указано, что изменить.",
        en="Nothing to change was given.",
    ),
}

MESSAGES: Final[dict[str, Message]] = _FORM | _LIMITS | _RIGHTS | _INPUT

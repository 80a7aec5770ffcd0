"""The texts of all faults in Kyrgyz, Russian and English; the names in braces are filled in from a fault's details."""

from __future__ import annotations

from typing import Final

from isuo_graph.sdk import Texts

TEXTS: Final[dict[str, Texts]] = {
    "not_a_folder": Texts(
        ky="мындай папка жок же ал окулбайт; жөндөөдө тесттердин папкасын көрсөтүңүз",
        ru="такой папки нет или она не читается; укажите в настройке папку с тестами",
        en="there is no such folder, or it cannot be read; name the folder with the tests in the setting",
    ),
    "outside_folder": Texts(
        ky="шилтеме папкадан тышкары алып чыгат; файлдын өзүн папкага көчүрүңүз",
        ru="ссылка ведёт за пределы папки; скопируйте в папку сам файл",
        en="a link leads out of the folder; copy the file itself into the folder",
    ),
    "not_a_file": Texts(
        ky="бул кадимки файл эмес; анын ордуна текст файлын коюңуз",
        ru="это не обычный файл; положите вместо него текстовый файл",
        en="this is not a plain file; put a text file in its place",
    ),
    "name_unreadable": Texts(
        ky="аталышы окулбайт; аны UTF-8 коддоосунда башкача атаңыз",
        ru="имя не читается; переименуйте в кодировке UTF-8",
        en="the name cannot be read; rename it in UTF-8",
    ),
    "unreadable": Texts(
        ky="файл окулбайт; окуу укугун бериңиз",
        ru="файл не читается; дайте право на чтение",
        en="the file cannot be read; give the right to read it",
    ),
    "file_too_large": Texts(
        ky="файл {limit} байттан чоң; аны бир нече файлга бөлүңүз",
        ru="файл больше {limit} байт; разделите его на несколько",
        en="the file is larger than {limit} bytes; split it into several",
    ),
    "too_many_files": Texts(
        ky="папкада {limit} файлдан көп; калганы окулган жок, папканы бөлүңүз",
        ru="в папке больше {limit} файлов; остальные не прочитаны, разделите папку",
        en="the folder has more than {limit} files; the rest was not read, split the folder",
    ),
    "folder_too_large": Texts(
        ky="папкадагы файлдар чогуу {limit} байттан чоң; калганы окулган жок, папканы бөлүңүз",
        ru="файлы папки вместе больше {limit} байт; остальные не прочитаны, разделите папку",
        en="the folder's files are larger than {limit} bytes together; the rest was not read, split the folder",
    ),
    "too_deep": Texts(
        ky="ички папкалар {limit} кабаттан терең; файлдарды жогору жылдырыңыз",
        ru="вложенность папок глубже {limit}; переместите файлы выше",
        en="folders are nested deeper than {limit}; move the files up",
    ),
    "too_many_questions": Texts(
        ky="файлда {limit} суроодон көп; калганы окулган жок, файлды бөлүңүз",
        ru="в файле больше {limit} вопросов; остальные не прочитаны, разделите файл",
        en="the file has more than {limit} questions; the rest was not read, split the file",
    ),
    "too_many_in_test": Texts(
        ky="бир тестте {limit} суроодон көп; калганы алынган жок, категорияны бөлүңүз",
        ru="в тесте больше {limit} вопросов; остальные не взяты, разделите категорию",
        en="the test has more than {limit} questions; the rest was left out, split the category",
    ),
    "encoding_unknown": Texts(
        ky="файлдын коддоосу аныкталган жок же бузулган; аны UTF-8 коддоосунда сактаңыз",
        ru="кодировка файла не распознана или нарушена; сохраните его в UTF-8",
        en="the file's encoding is not recognised, or broken; save it as UTF-8",
    ),
    "encoding_legacy": Texts(
        ky="файл {encoding} катары окулду, анда ң, ө, ү тамгалары жок; аны UTF-8 коддоосунда сактаңыз",
        ru="файл прочитан как {encoding}, в ней нет букв ң, ө, ү; сохраните его в UTF-8",
        en="the file was read as {encoding}, which lacks the letters ң, ө, ү; save it as UTF-8",
    ),
    "bad_character": Texts(
        ky="текстте мүмкүн эмес {character} белгиси бар; аны өчүрүңүз",
        ru="в тексте недопустимый знак {character}; удалите его",
        en="the text has the character {character}, which no text may have; delete it",
    ),
    "bad_category": Texts(
        ky="категориянын аты жок; мындай жазыңыз: $CATEGORY: Математика/5-класс",
        ru="нет названия категории; напишите так: $CATEGORY: Математика/5 класс",
        en="the category has no name; write it like $CATEGORY: Mathematics/Grade 5",
    ),
    "title_open": Texts(
        ky="аталыш жабылган эмес; мындай жазыңыз: ::Аталыш:: Суроо",
        ru="название не закрыто; напишите так: ::Название:: Вопрос",
        en="the title is not closed; write it like ::Title:: Question",
    ),
    "brace_open": Texts(
        ky="жооптордун {{ кашаасы жабылган эмес; бош саптан мурун }} коюңуз (текстте \\{{ деп жазылат)",
        ru="скобка ответов {{ не закрыта; поставьте }} до пустой строки (в тексте пишется \\{{)",
        en="the answers' {{ is not closed; put }} before the blank line (in a text write \\{{)",
    ),
    "brace_stray": Texts(
        ky="}} кашаасынын {{ жубу жок; {{ коюңуз же текстте \\}} деп жазыңыз",
        ru="у скобки }} нет пары {{; поставьте {{ или напишите в тексте \\}}",
        en="the }} has no {{ before it; put one, or write \\}} in a text",
    ),
    "second_block": Texts(
        ky="бир суроодо жооптордун экинчи {{ }} блогу бар; суроолорду бош сап менен бөлүңүз",
        ru="во втором месте вопроса снова блок ответов {{ }}; разделите вопросы пустой строкой",
        en="the question has a second answer block {{ }}; put a blank line between questions",
    ),
    "prompt_empty": Texts(
        ky="суроонун тексти жок; аны {{ алдына жазыңыз",
        ru="нет текста вопроса; напишите его перед {{",
        en="the question has no text; write it before the {{",
    ),
    "too_many_answers": Texts(
        ky="бир суроодо {limit} жооптон көп; суроону бөлүңүз же текстте \\= жана \\~ деп жазыңыз",
        ru="в вопросе больше {limit} ответов; разделите вопрос или пишите в тексте \\= и \\~",
        en="the question has more than {limit} answers; split it, or write \\= and \\~ in a text",
    ),
    "answer_empty": Texts(
        ky="жооп бош; = же ~ белгисинен кийин текст жазыңыз же белгини өчүрүңүз",
        ru="пустой ответ; напишите текст после = или ~ либо удалите знак",
        en="an answer is empty; write a text after = or ~, or delete the sign",
    ),
    "answer_twice": Texts(
        ky="бир эле жооп эки жолу жазылган; бирин өзгөртүңүз же өчүрүңүз",
        ru="один и тот же ответ написан дважды; измените или удалите один",
        en="the same answer stands twice; change or delete one",
    ),
    "one_option": Texts(
        ky="тандоо үчүн кеминде эки вариант керек; ~ менен дагы бирин кошуңуз",
        ru="для выбора нужны хотя бы два варианта; добавьте ещё один через ~",
        en="a choice needs at least two options; add another one with ~",
    ),
    "no_right_answer": Texts(
        ky="туура жооп жок; анын алдына = же ~%50% сыяктуу салмак коюңуз",
        ru="нет верного ответа; поставьте перед ним = или вес, например ~%50%",
        en="there is no right answer; put = before it, or a weight such as ~%50%",
    ),
    "bad_weight": Texts(
        ky="салмак −100 менен 100дүн ортосундагы сан болушу керек; мындай жазыңыз: ~%50%Жооп",
        ru="вес должен быть числом от −100 до 100; напишите так: ~%50%Ответ",
        en="a weight must be a number between -100 and 100; write it like ~%50%Answer",
    ),
    "bad_number": Texts(
        ky="бул сан эмес; мындай жазыңыз: {{#3.5}}, {{#3.5:0.1}} же {{#3..4}}",
        ru="это не число; напишите так: {{#3.5}}, {{#3.5:0.1}} или {{#3..4}}",
        en="this is not a number; write it like {{#3.5}}, {{#3.5:0.1}} or {{#3..4}}",
    ),
    "bad_range": Texts(
        ky="аралыктын башы аягынан чоң же тактык терс; кичине санды биринчи жазыңыз: {{#1..5}}",
        ru="начало промежутка больше конца или допуск отрицательный; сначала меньшее число: {{#1..5}}",
        en="the range begins above its end, or the tolerance is negative; write the smaller number first: {{#1..5}}",
    ),
    "no_arrow": Texts(
        ky="дал келтирүүдө -> жок; ар бир жупту мындай жазыңыз: =Бишкек -> Кыргызстан",
        ru="в соответствии нет ->; напишите каждую пару так: =Бишкек -> Кыргызстан",
        en="a match has no ->; write every pair like =Bishkek -> Kyrgyzstan",
    ),
    "few_pairs": Texts(
        ky="дал келтирүү үчүн кеминде эки жуп керек; дагы бирин кошуңуз",
        ru="для соответствия нужны хотя бы две пары; добавьте ещё одну",
        en="matching needs at least two pairs; add another one",
    ),
    "same_question": Texts(
        ky="ушул эле суроо {first} файлында бар; бирин өчүрүңүз",
        ru="такой же вопрос уже есть в {first}; удалите один",
        en="the same question stands in {first} already; delete one",
    ),
    "same_title": Texts(
        ky="тестте бул аталыш эки жолу бар, ошондуктан текст өзгөрсө суроо жаңы болуп калат; башка аталыш бериңиз",
        ru="в тесте уже есть вопрос с таким названием, поэтому правка текста сделает его новым; дайте другое название",
        en="the test has this title twice, so an edited text will count as a new question; give another title",
    ),
    "full_score_impossible": Texts(
        ky="оң салмактардын суммасы {total} %, толук балл алуу мүмкүн эмес; суммасын 100 % кылыңыз",
        ru="сумма положительных весов {total} %, полный балл недостижим; сделайте сумму 100 %",
        en="the positive weights sum to {total} %, full marks cannot be reached; make them sum to 100 %",
    ),
}

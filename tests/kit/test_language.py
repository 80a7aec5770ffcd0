"""Choosing a language by Accept-Language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isuo_graph.kit.language import Language, language_of


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.RU),
        ("", Language.RU),
        ("ky", Language.KY),
        ("KY-kg", Language.KY),
        ("en-GB,en;q=0.9", Language.EN),
        ("de, fr;q=0.9", Language.RU),
        ("de, ky;q=0.1", Language.KY),
        ("ru;q=0.4, ky;q=0.8, en;q=0.6", Language.KY),
        ("en, ky", Language.EN),
        ("ky;q=0, en;q=0.1", Language.EN),
        ("*", Language.RU),
        ("en;q=0.5, *;q=0.8", Language.RU),
        ("ky;q=high, en;q=0.1", Language.EN),
        ("ky;q=nan, en;q=0.1", Language.EN),
        ("ky;q=7, en;q=0.1", Language.EN),
        ("english", Language.RU),
        ("x," * 1000 + "ky", Language.RU),
    ],
)
def test_the_reader_gets_the_preferred_language(header: str | None, language: Language) -> None:
    assert language_of(header) is language


def test_the_default_is_an_argument() -> None:
    assert language_of("de", default=Language.EN) is Language.EN


@given(st.text())
def test_no_header_breaks_the_choice(header: str) -> None:
    assert language_of(header) in Language

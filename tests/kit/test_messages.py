"""Texts of refusals: one for each reason, in three languages that differ."""

from __future__ import annotations

from collections import Counter

import pytest

from isuo_graph.kit.language import Language
from isuo_graph.kit.messages import CATALOGUE


@pytest.mark.parametrize("language", list(Language))
def test_no_two_reasons_are_told_by_the_same_text(language: Language) -> None:
    told = Counter(getattr(message, language.value) for message in CATALOGUE.values())
    assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_reason_reads_differently_in_each_language(key: str) -> None:
    texts = {getattr(CATALOGUE[key], language.value) for language in Language}
    assert len(texts) == len(Language)

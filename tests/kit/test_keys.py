"""Sub-keys and pairwise ids."""

import re

import pytest

from isuo_graph.kit.keys import derive
from isuo_graph.kit.pairwise import pseudonym

MASTER = bytes(range(32))


def test_a_sub_key_is_the_same_after_every_restart() -> None:
    # Fixed here so that an upgrade that changes the derivation, and so every pairwise id at vendors, cannot go unseen.
    assert derive(MASTER, "pairwise").hex() == "fd7feda63628ab954acaca06433a138b7d9568a9b5f701cc0b5c9b7735f02ae3"


def test_keys_of_two_purposes_differ() -> None:
    assert derive(MASTER, "cursor") != derive(MASTER, "pairwise")


def test_a_key_has_the_length_asked_for() -> None:
    assert len(derive(MASTER, "cursor", 64)) == 64


def test_a_short_master_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        derive(b"secret", "cursor")


def test_a_person_has_one_name_at_one_vendor() -> None:
    assert pseudonym(b"a" * 32, 42) == pseudonym(b"a" * 32, 42)


def test_a_person_has_different_names_at_two_vendors() -> None:
    assert pseudonym(b"a" * 32, 42) != pseudonym(b"b" * 32, 42)


def test_two_persons_have_different_names() -> None:
    assert len({pseudonym(b"a" * 32, number) for number in range(1_000)}) == 1_000


def test_a_pairwise_id_is_26_small_letters_and_digits() -> None:
    assert re.fullmatch(r"[a-z2-7]{26}", pseudonym(b"a" * 32, 42))

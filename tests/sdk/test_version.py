"""Which plugins this contract version runs."""

import pytest

from isuo_graph import sdk
from isuo_graph.sdk import version


@pytest.mark.parametrize("wanted", [">=1,<2", ">=1.0,<1.1", "==1.0.0", "<=1", " >= 1.0.0 , < 2.0.0 "])
def test_a_range_around_the_contract_version_is_compatible(wanted: str) -> None:
    assert sdk.is_compatible(wanted)


@pytest.mark.parametrize("wanted", [">=2,<3", ">=1.1,<2", "<1", "==1.0.1", ">1,<2"])
def test_a_range_beside_the_contract_version_is_not_compatible(wanted: str) -> None:
    assert not sdk.is_compatible(wanted)


def test_the_reason_names_both_versions() -> None:
    assert sdk.incompatibility(">=2,<3", "1.4.0") == "the plugin asks for contract >=2,<3, this server speaks 1.4.0"


def test_a_range_without_upper_bound_is_refused() -> None:
    assert "no upper bound" in (sdk.incompatibility(">=1") or "")


@pytest.mark.parametrize("wanted", ["", "1", "^1.0", ">=1;<2", ">=1,", ">=one", ">=1.0.0.0,<2", ">=١,<2" * 40])
def test_an_unreadable_range_says_how_to_write_it(wanted: str) -> None:
    assert "write it like '>=1,<2'" in (sdk.incompatibility(wanted) or "")


def test_a_pre_release_counts_as_the_version_it_leads_to() -> None:
    assert sdk.is_compatible(">=1.1,<2", "1.1.0-beta.1")


def test_the_contract_version_is_a_semantic_version() -> None:
    assert version.is_version(sdk.CONTRACT_VERSION)


@pytest.mark.parametrize("text", ["1", "1.0", "01.0.0", "1.0.0+build", "v1.0.0", "1.0.0\n"])
def test_what_is_not_semver_is_not_a_version(text: str) -> None:
    assert not version.is_version(text)

"""When data may be used: each rule by name, and all together against a definition that asks minute by minute."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent import rules
from isuo_graph.rooms.consent.purposes import SPECS, Lasts, Terms
from isuo_graph.rooms.consent.rules import FOREVER, Bond, Decision, Life

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
BIRTH = date(2008, 10, 20)
ADULT = day_start_ms(date(2026, 10, 20))
NOW = ADULT - 15 * DAY
MOTHER, FATHER = 1, 2
BOTH = [Bond(MOTHER, 0), Bond(FATHER, 0)]
VENDOR, RECORD = Purpose.ELEARNING, Purpose.SCHOOL_RECORD
OPTIONAL = sorted(set(SPECS) - {RECORD, Purpose.MATERIALS, Purpose.STAFF_HR, Purpose.STAFF_PUBLIC})


def agreed(guardian: int | None, at: int = NOW - DAY, until: int = FOREVER, withdrawn: int | None = None) -> Decision:
    return Decision(guardian, is_given=True, from_ms=at, until_ms=until, withdrawn_ms=withdrawn)


def declined(guardian: int | None, at: int = NOW - DAY) -> Decision:
    return Decision(guardian, is_given=False, from_ms=at)


def allows(purpose: Purpose, *decisions: Decision, at: int = NOW, bonds: list[Bond] | None = None) -> bool:
    return rules.allows(purpose, at, decisions, BOTH if bonds is None else bonds, Life(BIRTH))


def test_without_a_decision_nothing_may_be_used() -> None:
    assert not any(allows(purpose) for purpose in Purpose)


@pytest.mark.parametrize("purpose", [RECORD, *OPTIONAL])
def test_one_signature_is_enough_while_nobody_refuses(purpose: Purpose) -> None:
    assert allows(purpose, agreed(MOTHER))


@pytest.mark.parametrize("purpose", OPTIONAL)
def test_a_refusal_by_either_with_custody_wins_for_optional_purposes(purpose: Purpose) -> None:
    assert not allows(purpose, agreed(MOTHER), declined(FATHER))


def test_a_refusal_by_the_other_does_not_undo_the_school_record() -> None:
    assert allows(RECORD, agreed(MOTHER), declined(FATHER))


def test_a_refusal_without_custody_does_not_count() -> None:
    assert allows(VENDOR, agreed(MOTHER), declined(FATHER), bonds=[Bond(MOTHER, 0), Bond(FATHER, 0, has_custody=False)])


@pytest.mark.parametrize("lacking", ["has_custody", "may_see", "may_sign"])
@pytest.mark.parametrize("purpose", [RECORD, VENDOR])
def test_who_may_not_sign_does_not_agree_for_the_child(purpose: Purpose, lacking: str) -> None:
    assert not allows(purpose, agreed(FATHER), bonds=[Bond(FATHER, 0, **{lacking: False})])


def test_a_signature_lasts_no_longer_than_the_guardianship() -> None:
    assert not allows(VENDOR, agreed(MOTHER), bonds=[Bond(MOTHER, 0, NOW)])


def test_a_withdrawal_holds_from_its_very_moment() -> None:
    taken_back = agreed(MOTHER, withdrawn=NOW)
    assert allows(VENDOR, taken_back, at=NOW - 1)
    assert not allows(VENDOR, taken_back, at=NOW)


def test_a_consent_taken_back_stands_against_the_other_representative() -> None:
    assert not allows(VENDOR, agreed(FATHER), agreed(MOTHER, withdrawn=NOW - 1))


def test_the_latest_word_of_a_signer_counts() -> None:
    assert allows(VENDOR, declined(MOTHER, NOW - 2 * DAY), agreed(MOTHER, NOW - DAY))
    assert not allows(VENDOR, agreed(MOTHER, NOW - 2 * DAY), declined(MOTHER, NOW - DAY))


@pytest.mark.parametrize("purpose", OPTIONAL)
def test_parents_stop_deciding_on_the_eighteenth_birthday(purpose: Purpose) -> None:
    assert allows(purpose, agreed(MOTHER), at=ADULT - 1)
    assert not allows(purpose, agreed(MOTHER), at=ADULT)


def test_the_school_record_alone_has_thirty_days_of_grace() -> None:
    assert allows(RECORD, agreed(MOTHER), at=ADULT + 30 * DAY - 1)
    assert not allows(RECORD, agreed(MOTHER), at=ADULT + 30 * DAY)


def test_grace_outlives_a_guardianship_that_ended_on_the_birthday() -> None:
    assert allows(RECORD, agreed(MOTHER), at=ADULT + DAY, bonds=[Bond(MOTHER, 0, ADULT)])


def test_a_grown_students_refusal_ends_the_grace() -> None:
    assert not allows(RECORD, agreed(MOTHER), declined(None, ADULT), at=ADULT)


def test_a_grown_student_decides_alone() -> None:
    assert allows(VENDOR, agreed(None, ADULT), declined(MOTHER), at=ADULT)


def test_from_fourteen_a_student_may_refuse_the_psychologist() -> None:
    assert not allows(Purpose.PSYCH_SUPPORT, agreed(MOTHER), declined(None))
    assert allows(VENDOR, agreed(MOTHER), declined(None))


def test_nothing_may_be_used_after_leaving() -> None:
    assert not rules.allows(RECORD, NOW, [agreed(MOTHER)], BOTH, Life(BIRTH, NOW))


def test_who_signs_the_childs_record_agrees_for_themselves() -> None:
    assert rules.signer_allows(MOTHER, NOW, [agreed(MOTHER)], BOTH, Life(BIRTH))
    assert not rules.signer_allows(FATHER, NOW, [agreed(MOTHER)], BOTH, Life(BIRTH))


def test_who_was_born_on_a_leap_day_is_of_age_on_the_first_of_march() -> None:
    assert rules.age_ms(date(2008, 2, 29), 18) == day_start_ms(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("given_on", "over_on"),
    [(date(2026, 9, 1), date(2027, 9, 1)), (date(2027, 5, 1), date(2027, 9, 1)), (date(2027, 8, 20), date(2028, 9, 1))],
)
def test_optional_consents_are_renewed_on_the_first_of_september(given_on: date, over_on: date) -> None:
    assert rules.last_moment(Lasts.SCHOOL_YEAR, given_on) == over_on


def test_the_school_record_lasts_until_leaving() -> None:
    assert rules.last_moment(SPECS[RECORD].lasts, date(2026, 9, 1)) is None


def test_a_window_that_is_over_gives_way_to_the_next() -> None:
    assert rules.current([(1, 5), (9, 12)], 5) == (9, 12)


# ---------------------------------------------------------------------------------- the slow and obvious definition
SPAN_MIN = 3 * 24 * 60  # three days around the birthday; the grace is shortened to one of them
TERMS = Terms(grace_days=1)
START = ADULT - SPAN_MIN // 2 * MINUTE
minutes = st.integers(0, SPAN_MIN)
moments = minutes.map(lambda minute: START + minute * MINUTE)
ends = st.one_of(st.just(FOREVER), moments)
decisions_ = st.lists(
    st.builds(
        Decision, st.sampled_from([MOTHER, FATHER, None]), st.booleans(), moments, ends, st.one_of(st.none(), moments)
    ),
    max_size=5,
)
bonds_ = st.lists(
    st.builds(
        Bond, st.sampled_from([MOTHER, FATHER]), moments | st.just(0), ends, st.booleans(), st.booleans(), st.booleans()
    ),
    max_size=3,
)
lives = st.builds(Life, st.sampled_from([BIRTH, None]), ends)


def naive(purpose: Purpose, now: int, decisions: list[Decision], bonds: list[Bond], life: Life) -> bool:
    if now >= life.until_ms:
        return False
    words: dict[int | None, str] = {}
    for decision in sorted(decisions, key=lambda one: one.from_ms):
        if decision.from_ms <= now:
            is_withdrawn = decision.withdrawn_ms is not None and decision.withdrawn_ms <= now
            words[decision.guardian_id] = "yes" if decision.is_given and not is_withdrawn else "no"
            if decision.until_ms <= now:
                words[decision.guardian_id] = "nothing"
    is_grown = life.birth_date is not None and now >= ADULT
    own = words.get(None, "nothing")
    if is_grown and (own != "nothing" or purpose is not RECORD or now >= ADULT + DAY):
        return own == "yes"
    if not is_grown and life.birth_date is not None and purpose is Purpose.PSYCH_SUPPORT and own == "no":
        return False
    then = ADULT - 1 if is_grown else now
    with_custody = [one for one in bonds if one.has_custody and one.from_ms <= then < one.until_ms]
    is_agreed = any(words.get(one.guardian_id) == "yes" and one.may_see and one.may_sign for one in with_custody)
    is_refused = any(words.get(one.guardian_id) == "no" for one in with_custody)
    return is_agreed and (purpose is RECORD or not is_refused)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([RECORD, VENDOR, Purpose.PSYCH_SUPPORT]), decisions_, bonds_, lives)
def test_windows_agree_with_asking_minute_by_minute(
    purpose: Purpose, decisions: list[Decision], bonds: list[Bond], life: Life
) -> None:
    spans = rules.windows(
        lambda moment: rules.allows(purpose, moment, decisions, bonds, life, TERMS), decisions, bonds, life, TERMS
    )
    for minute in range(SPAN_MIN + 1):
        now = START + minute * MINUTE
        assert any(start <= now < end for start, end in spans) == naive(purpose, now, decisions, bonds, life)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair))), max_size=6))
def test_a_union_holds_the_same_moments_and_never_touches_itself(spans: list[tuple[int, int]]) -> None:
    joined = rules.union(spans)
    for moment in range(80):
        assert any(a <= moment < b for a, b in joined) == any(a <= moment < b for a, b in spans)
    assert all(one[1] < other[0] for one, other in pairwise(joined))

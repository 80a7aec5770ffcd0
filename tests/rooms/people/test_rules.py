"""Personal numbers, names, ages, contacts and consent windows, judged without a database."""

from datetime import date

import pytest

from isuo_graph.rooms.people import rules

BORN = date(2011, 4, 5)
PIN = "10504201100017"


@pytest.mark.parametrize("pin", ["1050420110001", "105042011000177", "1050420110001a", "", "١٠٥٠٤٢٠١١٠٠٠١٧"])
def test_a_personal_number_has_exactly_fourteen_ascii_digits(pin: str) -> None:
    assert rules.pin_faults(pin, None, is_female=None) == ("pin.not_14_digits",)


def test_a_personal_number_that_fits_birth_date_and_sex_is_right() -> None:
    assert rules.pin_faults(PIN, BORN, is_female=True) == ()


def test_a_personal_number_with_another_birth_date_is_refused() -> None:
    assert rules.pin_faults(PIN, date(2011, 5, 4), is_female=None) == ("pin.birth_date",)


def test_a_personal_number_of_the_other_sex_is_refused() -> None:
    assert rules.pin_faults(PIN, None, is_female=False) == ("pin.sex_mismatch",)


def test_both_contradictions_of_a_personal_number_are_told_at_once() -> None:
    assert rules.pin_faults(PIN, date(2012, 1, 1), is_female=False) == ("pin.birth_date", "pin.sex_mismatch")


def test_without_birth_date_and_sex_the_structure_of_a_personal_number_is_not_judged() -> None:
    assert rules.pin_faults("99999999999999", None, is_female=None) == ()


def test_a_masked_personal_number_shows_two_digits() -> None:
    assert rules.mask_pin(PIN) == "••••••••••••17"


def test_a_masked_phone_shows_two_digits() -> None:
    assert rules.mask_phone("+996555123456") == "•••••••••••56"


def test_a_masked_email_shows_the_first_letter_and_the_domain() -> None:
    assert rules.mask_email("aigul@example.kg") == "a•••@example.kg"


def test_a_name_without_patronymic_has_no_gap() -> None:
    assert rules.display_name("Өмүралиева", "Айгүл", None) == "Өмүралиева Айгүл"


def test_a_nameless_stub_has_an_empty_name() -> None:
    assert rules.display_name(None, None, None) == ""


def test_a_short_name_has_an_initial() -> None:
    assert rules.short_name("Өмүралиева", "Айгүл") == "Өмүралиева А."


@pytest.mark.parametrize(
    ("day", "is_adult"), [(date(2029, 4, 4), False), (date(2029, 4, 5), True), (date(2029, 4, 6), True)]
)
def test_majority_begins_on_the_eighteenth_birthday(day: date, is_adult: bool) -> None:
    assert rules.is_adult(BORN, day) is is_adult


def test_somebody_born_on_29_february_comes_of_age_on_1_march() -> None:
    assert rules.adult_from(date(2008, 2, 29)) == date(2026, 3, 1)


@pytest.mark.parametrize("born", [date(1996, 2, 29), date(2008, 2, 29), date(2010, 12, 31), date(2011, 1, 1)])
def test_the_day_of_majority_is_the_first_adult_day(born: date) -> None:
    first = rules.adult_from(born)
    assert rules.is_adult(born, first)
    assert not rules.is_adult(born, date.fromordinal(first.toordinal() - 1))


@pytest.mark.parametrize("born", [date(2026, 9, 2), date(1890, 1, 1)])
def test_nobody_is_born_tomorrow_or_too_long_ago(born: date) -> None:
    assert not rules.is_birth_date(born, date(2026, 9, 1))


@pytest.mark.parametrize("typed", ["0555 123 456", "+996 (555) 123-456", "+996555123456"])
def test_a_kyrgyz_phone_is_kept_in_one_form(typed: str) -> None:
    assert rules.phone_of(typed) == "+996555123456"


@pytest.mark.parametrize("typed", ["555123456", "+99655512345", "+9965551234567", "phone", "+", ""])
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    assert rules.phone_of(typed) is None


def test_a_foreign_phone_is_kept_as_it_is() -> None:
    assert rules.phone_of("+7 912 345-67-89") == "+79123456789"


@pytest.mark.parametrize(
    ("typed", "is_email"), [("a@b.kg", True), ("a@b", False), ("a b@c.kg", False), ("@c.kg", False)]
)
def test_an_email_has_a_name_and_a_domain(typed: str, is_email: bool) -> None:
    assert rules.is_email(typed) is is_email


def test_logins_that_differ_in_case_are_the_same() -> None:
    assert rules.login_of("  Director ") == rules.login_of("DIRECTOR") == "director"


@pytest.mark.parametrize("typed", ["ab", "a" * 41, "директор", "a b c", ".abc", "a@b.kg"])
def test_a_login_of_another_form_is_refused(typed: str) -> None:
    assert rules.login_of(typed) is None


@pytest.mark.parametrize(("now", "is_open"), [(9, False), (10, True), (19, True), (20, False)])
def test_a_consent_window_ends_before_its_last_moment(now: int, is_open: bool) -> None:
    assert rules.is_open(10, 20, now) is is_open


def test_two_zeros_are_no_consent() -> None:
    assert not rules.is_open(0, 0, 0)


def test_an_open_term_meets_every_later_one() -> None:
    assert rules.do_terms_meet(date(2025, 9, 1), None, date(2030, 1, 1), None)


def test_a_term_that_ended_the_day_before_does_not_meet() -> None:
    assert not rules.do_terms_meet(date(2025, 9, 1), date(2025, 12, 31), date(2026, 1, 1), None)

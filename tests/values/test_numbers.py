"""Exact numbers, money and percentages: arithmetic without floats, ranges, and what is not known."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.values import (
    ANY_ORDER,
    EQUAL,
    GREATER,
    INFINITE,
    LESS,
    NOUGHT,
    UNLIMITED,
    YES,
    Date,
    Duration,
    Exact,
    Members,
    Money,
    Percent,
    Range,
    Text,
    Value,
    add,
    compare,
    multiply,
    ratio,
    read_number,
    share,
    subtract,
    why_unsure,
    write,
)  # fmt: skip

decimals = st.decimals(0, 10**9, places=3).map(lambda decimal: Fraction(str(decimal)))
currencies = st.sampled_from(["EUR", "USD"])
quantities: st.SearchStrategy[Value] = st.one_of(
    st.integers(0, 50),
    decimals,
    st.builds(Percent, st.integers(0, 200)),
    st.builds(Money, currencies, st.integers(0, 50)),
    st.builds(Duration, months=st.integers(0, 20)),
    st.builds(Duration, days=st.integers(0, 20), hours=st.integers(0, 20)),
    st.sampled_from([NOUGHT, INFINITE, UNLIMITED]),
)
values: st.SearchStrategy[Value] = st.one_of(
    quantities,
    st.builds(Range, quantities, st.none() | quantities),
    st.sampled_from([YES, "word", Text("words"), Date(2026, 6, 12)]),
    st.sampled_from([Members(frozenset({"a"})), Members(frozenset(), frozenset({"a"}), whole=False)]),
)
OPERATIONS = [add, subtract, multiply, share, ratio]


def number(text: str) -> Exact:
    read = read_number(text)
    assert read is not None
    return read


@given(decimals)
def test_a_decimal_reads_as_exactly_what_it_writes(value: Fraction) -> None:
    assert number(write(value)) == value


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_tenths_add_up_exactly(left: int, right: int) -> None:
    assert add(number(f"{left}.1"), number(f"{right}.2")) == number(f"{left + right}.3")


OTHER_FORMS = ["", "-1", "+1", "1e3", "1,200", ".5", "5.", "1.2.3", "١٢", "1²", " 1", "0x1", "1_000", "nan", "1" * 31, f"0.{'1' * 30}"]


@pytest.mark.parametrize("text", OTHER_FORMS)
def test_another_form_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_thirty_digits_are_a_number() -> None:
    assert number("9" * 30) == 10**30 - 1


def test_a_whole_number_is_an_int_however_it_is_written() -> None:
    assert type(number("12.0")) is int
    assert write(number("12.50")) == "12.5"


def test_a_number_that_no_decimal_writes_says_so() -> None:
    assert write(Fraction(1, 3)) == "about 0.333333"
    assert write(Fraction(1, 8)) == "0.125"


def test_amounts_of_one_currency_compare_and_of_two_never() -> None:
    assert compare(Money("EUR", 10), Money("EUR", 9)) == GREATER
    assert compare(Money("EUR", 10), Money("USD", 10)) == ANY_ORDER
    assert why_unsure(Money("EUR", 10), Money("USD", 10)) == "EUR and USD are not compared"
    assert add(Money("EUR", 10), Money("USD", 10)) is None
    assert ratio(Money("EUR", 10), Money("USD", 10)) is None


@given(st.integers(0, 99), st.integers(0, 99))
def test_two_currencies_never_compare_whatever_the_amounts(left: int, right: int) -> None:
    assert compare(Money("EUR", left), Money("USD", right)) == ANY_ORDER


def test_a_percentage_compares_with_a_percentage_only() -> None:
    assert compare(Percent(10), Percent(Fraction(21, 2))) == LESS
    assert compare(Percent(10), 10) == ANY_ORDER


def test_a_share_is_exact() -> None:
    assert share(Percent(10), Money("EUR", number("1000000.10"))) == Money("EUR", number("100000.01"))
    assert share(Percent(50), Duration(months=12)) == Duration(months=6)
    assert share(Percent(10), Duration(months=12)) is None
    assert share(Percent(5), 40) == 2


def test_a_difference_below_nought_is_not_known() -> None:
    assert subtract(3, 4) is None
    assert subtract(4, 4) == 0
    assert subtract(Money("EUR", 1), Money("EUR", 2)) is None


def test_per_nought_is_unlimited_and_nought_per_nought_not_known() -> None:
    assert ratio(5, 0) == INFINITE
    assert ratio(0, 0) is None
    assert ratio(0, 5) == 0
    assert ratio(1, 4) == Fraction(1, 4)
    assert compare(INFINITE, 10**30) == GREATER
    assert compare(INFINITE, UNLIMITED) == EQUAL
    assert compare(3, UNLIMITED) == LESS


@pytest.mark.parametrize("zero", [0, Percent(0), Money("EUR", 0), Money("USD", 0), Duration(), NOUGHT])
def test_a_total_of_nothing_is_nought_in_whatever_it_is_compared_with(zero: Value) -> None:
    assert compare(NOUGHT, zero) == compare(zero, NOUGHT) == EQUAL


@pytest.mark.parametrize("some", [1, Percent(1), Money("EUR", 1), Duration(hours=1), UNLIMITED, INFINITE])
def test_a_total_of_nothing_is_less_than_anything(some: Value) -> None:
    assert (compare(NOUGHT, some), compare(some, NOUGHT)) == (LESS, GREATER)
    assert add(NOUGHT, some) == add(some, NOUGHT) == subtract(some, NOUGHT) == some
    assert subtract(NOUGHT, some) is None


def test_an_amount_of_which_a_part_is_known_is_decided_where_the_whole_range_agrees() -> None:
    some = Range(Money("EUR", 20), None)
    assert compare(some, Money("EUR", 10)) == GREATER
    assert compare(some, Money("EUR", 20)) == GREATER | EQUAL
    assert compare(some, Money("EUR", 30)) == ANY_ORDER
    assert why_unsure(some, Money("EUR", 30)) == "it is EUR 20 or more"
    assert "not compared" in why_unsure(some, Money("USD", 30))


small = st.integers(0, 12)
ranges = st.tuples(small, small).map(lambda ends: Range(min(ends), max(ends)))


@given(ranges, small | ranges)
def test_a_range_compares_as_all_the_amounts_in_it_do(one: Range, other: int | Range) -> None:
    expected = 0
    for left in amounts(one):
        for right in amounts(other):
            expected |= compare(left, right)
    found = compare(one, other)
    assert found & expected == expected
    assert found in (expected, ANY_ORDER)


def amounts(value: Value) -> list[int]:
    return list(range(int(str(value.low)), int(str(value.high)) + 1)) if isinstance(value, Range) else [int(str(value))]


@pytest.mark.parametrize("operation", [add, subtract, multiply, ratio])
@given(ranges, ranges)
def test_what_is_reckoned_with_ranges_holds_for_every_amount_in_them(operation: object, one: Range, other: Range) -> None:
    assert callable(operation)
    result = operation(one, other)
    for left in amounts(one):
        for right in amounts(other):
            exact = operation(left, right)
            if result is not None:
                assert exact is not None
                assert compare(result.low, exact) in (LESS, EQUAL)
                assert compare(exact, result.high) in (LESS, EQUAL)


@given(values, values)
def test_no_two_values_crash_an_operation(left: Value, right: Value) -> None:
    compare(left, right)
    why_unsure(left, right)
    for operation in OPERATIONS:
        result = operation(left, right)
        if result is not None:
            write(result)


@given(values, values)
def test_any_two_values_the_other_way_round_have_the_order_the_other_way_round(left: Value, right: Value) -> None:
    assert compare(right, left) == (0, 4, 2, 6, 1, 5, 3, 7)[compare(left, right)]


@given(values, values)
def test_sums_and_products_do_not_hang_on_their_order(left: Value, right: Value) -> None:
    assert add(left, right) == add(right, left)
    assert multiply(left, right) == multiply(right, left)


@given(quantities, quantities)
def test_a_difference_gives_back_the_amount(left: Value, right: Value) -> None:
    rest = subtract(left, right)
    if rest is not None:
        back = add(rest, right)
        assert back is not None
        assert compare(back, left) == EQUAL


def test_a_product_that_grows_beyond_all_use_is_not_known() -> None:
    product: Value | None = 10**29
    for _ in range(40):
        product = None if product is None else multiply(product, product)
    assert product is None
    assert multiply(10**29, Duration(days=10**990)) is None

"""Places in a source: every place that a text cites is found, in a list, in a range and below it, and no other one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.language.places import covers, read_places


def finds(wanted: str, cited: str) -> bool:
    return covers(read_places(wanted), read_places(cited))


@pytest.mark.parametrize(
    ("wanted", "cited"),
    [
        ("37(b)", "3, 37(b)"),
        ("37", "12, 37(d)"),
        ("3", "3, 37(b)"),
        ("15(6)", "15(5)-(6)"),
        ("15(6)", "15(3)-(8)"),
        ("15", "15(5)-(6)"),
        ("16", "15-17, 23"),
        ("23", "15-17, 23"),
        ("5(1)", "5(1)(f)"),
        ("15(3)(d)", "15(3)(a), (d)"),
        ("50(6)", "49(1), (4), 50(1)-(3), (6)"),
        ("37(3)", "37(1)(b), (2)-(3)"),
        ("68(5)(d)(i)", "68(5)(a), (d)(i)"),
        ("8(2)(b)(iii)", "8(2)(b)(ii)-(iv)"),
        ("36(1)(c)", "36(1)(b)-(d)"),
        ("para 40", "paras 18, 38-42"),
        ("§ 40", "§§ 18, 38-42"),
        ("para 47(iv)", "guideline 7, para 47(iv)"),
        ("guideline 7, para 47", "guideline 7, para 47(iv)"),
        ("Principle 2", "principles 1-3"),
        ("chapter IV", "chapters III-VI"),
        ("9", "8-11(2)"),
        ("11(2)", "8-11(2)"),
        ("17", "17.18"),
        ("7.3", "7.2-7.4"),
        ("98(4)", "87: 2; 98: 1, 4"),
        ("1", "1A(2), 33"),
        ("1 A (2)", "1A(2), 33"),
        ("5 § 1 (f)", "5(1)(f)"),
        ("Article 15 para 5", "15(5)"),
        ("art. 5", "5, 13"),
        ("Articles 5 and 13", "5, 13"),
        ("15-17", "16(2)"),
        ("15-17", "10-16"),
        ("3, 37(b)", "3, 37(b)"),
        ("second subparagraph", "11(3), second subparagraph"),
        ("11(3)", "11(3), second subparagraph"),
        ("annex", "annex 2"),
    ],
)
def test_a_place_is_found_wherever_it_stands(wanted: str, cited: str) -> None:
    assert finds(wanted, cited)


@pytest.mark.parametrize(
    ("wanted", "cited"),
    [
        ("3", "37"),
        ("3", "37(b)"),
        ("1", "15"),
        ("37(b)", "37(d)"),
        ("37(b)", "37"),
        ("5(1)(f)", "5(1)(a)"),
        ("5(1)", "5(10)"),
        ("4", "49(1), (4)"),
        ("b", "37(b)"),
        ("15(7)", "15(5)-(6)"),
        ("18", "15-17"),
        ("1a", "1"),
        ("1", "1a"),
        ("5", "rule 5"),
        ("rule 5", "5"),
        ("1", "6(1), annex 1"),
        ("17", "objectives 1, 3, para 17"),
        ("2", "8-11(2)"),
        ("3, 37(d)", "3, 37(b)"),
        ("15-17", "18(15)"),
        ("detention", "detention-conditions"),
        ("8(2)(b)(v)", "8(2)(b)(ii)-(iv)"),
    ],
)
def test_another_place_is_never_found(wanted: str, cited: str) -> None:
    assert not finds(wanted, cited)


# ---- lists that are known part by part --------------------------------------------------------------------------------

Path = tuple[str, ...]
numbers = st.integers(1, 12).map(str)
parts = st.one_of(
    st.tuples(numbers),
    st.tuples(numbers, numbers),
    st.tuples(numbers, numbers, st.sampled_from("abcdef")),
    st.tuples(numbers, st.sampled_from("abcdef")),
)


def written(path: Path) -> str:
    return path[0] + "".join(f"({step})" for step in path[1:])


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, list[Path]]:
    """Draw one entry of a list as it is written, and every place that it names."""
    first = draw(parts)
    if not draw(st.booleans()):
        return written(first), [first]
    *above, low = first
    following = [chr(ord(low) + i) for i in range(1, 4)] if low.isalpha() else [str(int(low) + i) for i in range(1, 4)]
    length = draw(st.integers(1, 3))
    high = following[length - 1]
    end = f"({high})" if above else high
    return f"{written(first)}-{end}", [first, *((*above, step) for step in following[:length])]


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[Path]]:
    entries = draw(st.lists(stretches(), min_size=1, max_size=4))
    between = draw(st.sampled_from([", ", " and ", "; "]))
    return between.join(text for text, _ in entries), [path for _, paths in entries for path in paths]


@given(parts, lists())
def test_a_place_is_found_exactly_where_it_or_a_part_of_it_is_cited(wanted: Path, cited: tuple[str, list[Path]]) -> None:
    text, paths = cited
    assert finds(written(wanted), text) == any(path[: len(wanted)] == wanted for path in paths)


@given(stretches(), lists())
def test_a_range_is_found_where_one_of_its_places_is(wanted: tuple[str, list[Path]], cited: tuple[str, list[Path]]) -> None:
    expected = any(path[: len(one)] == one for one in wanted[1] for path in cited[1])
    assert finds(wanted[0], cited[0]) == expected


@given(lists())
def test_what_a_report_prints_is_found_again(cited: tuple[str, list[Path]]) -> None:
    assert finds(cited[0], cited[0])


@given(st.text())
def test_every_text_can_be_read_and_finds_itself(text: str) -> None:
    assert finds(text, text)

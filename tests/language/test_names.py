"""The nearest name is found quickly, and is the one that a slow look at every name finds."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import example, given
from hypothesis import strategies as st

from rulebook.language.names import nearest

__all__: list[str] = []

written_names = st.lists(
    st.sampled_from(["detention", "longest", "order", "a", "by", "court", "Court", "x"]), min_size=1, max_size=4
).flatmap(lambda words: st.sampled_from([".", "_", "-"]).map(lambda sign: sign.join(words)))
names = written_names | st.text(alphabet="abcde._", max_size=8)


def by_looking_at_every_name(written: str, known: set[str], likeness: float) -> str | None:
    wanted, best, found = written.lower(), 0.0, None
    for name in sorted(known):
        other = name.lower()
        if abs(len(other) - len(wanted)) > max(len(other), len(wanted)) * 0.6:
            continue
        words = [set(one.replace(".", " ").replace("_", " ").replace("-", " ").split()) for one in (other, wanted)]
        alike = 0.95 if words[0] == words[1] else SequenceMatcher(None, wanted, other).ratio()
        if alike > best:
            best, found = alike, name
    return found if best >= likeness else None


@given(names, st.sets(names, max_size=8), st.sampled_from([0.6, 0.8]))
@example("a_b", {"a.b", "a_c"}, 0.6)
@example("", {""}, 0.6)
def test_the_nearest_name_is_the_one_that_is_most_alike(written: str, known: set[str], likeness: float) -> None:
    assert nearest(written, known, likeness) == by_looking_at_every_name(written, known, likeness)

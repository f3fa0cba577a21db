"""A case may say which legal orders bind in it, so that an exception in one of them can be shown."""

from __future__ import annotations

from tests.language.loading import HEAD, load

BOTH = HEAD.replace("source S\n", "source E\n  legal order eu\n\nsource S\n")


def test_the_law_of_a_case_is_kept() -> None:
    policy, found = load(
        BOTH + 'rule r of s\n  authority S "1"\n  require reviewed\n\ncase "x"\n  given reviewed = yes\n  law eu, un\n  expect r passes\n'
    )
    assert found == []
    assert policy.cases[0].law == ("eu", "un")


def test_a_legal_order_that_no_source_has_is_told_with_the_nearest() -> None:
    _, found = load(BOTH + 'rule r of s\n  authority S "1"\n  require reviewed\n\ncase "x"\n  law eeu\n  expect r passes\n')
    assert [error.code for error in found] == ["no-such-order"]
    assert "eu" in found[0].hint

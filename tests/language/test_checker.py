"""Names, types, natures and legal orders: what a rule file may not say, and that every error is told once."""

from __future__ import annotations

import pytest

from tests.language.loading import HEAD, errors, errors_of_requirement, load

RULE = 'rule r of s\n  authority S "1"\n  require held is at most 6 months\n'


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("held", "no-condition"),
        ("count", "no-condition"),
        ("name", "no-condition"),
        ("means_used", "no-condition"),
        ("held is at most 6", "other-type"),
        ("count is at most 6 months", "other-type"),
        ("share is at most 10", "other-type"),
        ("cost is at least 100", "other-type"),
        ("held is before 2026-01-01", "wrong-operator"),
        ("start is at most 2026-01-01", "wrong-operator"),
        ("aim is at most removal", "wrong-operator"),
        ("means_used is one of (cuff)", "wrong-operator"),
        ("aim includes removal", "wrong-operator"),
        ("aim is removel", "no-value-of"),
        ("means_used includes rope", "no-value-of"),
        ("means_used is (cuff, rope)", "no-value-of"),
        ("aim is one of (removal, exit)", "no-value-of"),
        ('name is "x"', "text-compared"),
        ("people.detained", "whose-fact"),
        ("people is none", "wrong-kind"),
        ("arrest", "wrong-kind"),
        ("any peple has (people.detained)", "no-such-group"),
        ("arest happens", "no-such-event"),
        ("arrest happens before arrest", "one-event"),
        ("heldd is at most 6 months", "no-such-fact"),
        ("held is none", "lost-none"),
        ("start + start is before 2026-01-01", "no-sum"),
        ("held * held is at most 6 months", "no-product"),
        ("held per count is at most 6", "no-ratio"),
        ("10% of start is before 2026-01-01", "no-share"),
        ("number of held is 3", "no-set"),
        ("total of held is at most 6 months", "no-total"),
        ("total of people.detained is 3", "no-total"),
        ("any people has (hearing happens)", "no-events"),
        ("aim is 3", "no-value-of"),
        ("aim is one of (removal, 6 months)", "no-value-of"),
        ("aim is means_used", "other-values"),
        ("means_used is 3", "no-value-of"),
        ("means_used is between 1 and 3", "wrong-operator"),
        ("(removal, entry) is aim", "lost-list"),
        ("none is aim", "lost-none"),
    ],
)
def test_a_condition_that_means_nothing_is_refused_once(condition: str, code: str) -> None:
    found = errors_of_requirement(condition)
    assert [error.code for error in found] == [code]
    assert found[0].hint


@pytest.mark.parametrize(
    "condition",
    [
        "held is at most 6 months",
        "reviewed is yes",
        "not fair",
        "aim is removal",
        "aim is none of (entry)",
        "means_used is none",
        "means_used is cuff",
        "means_used includes only (cuff, belt)",
        "means_used includes all of means_used",
        "number of means_used is at least 2",
        "number of people is at least 1",
        "number of people where (people.detained) is at most 3",
        "total of people.share where (people.detained) is at most 10% of cost",
        "every people has (not people.detained)",
        "held is between 1 month and 6 months",
        "start is on or after 2026-06-12",
        "start is not never",
        "held is not unlimited",
        "count per count is at most 20",
        "cost - 10% of cost is at least EUR 90",
        "hearing happens within 48 hours of arrest",
        "hearing happens at least 2 days after arrest",
        "at least 2 of (reviewed, fair, arrest happens)",
    ],
)
def test_every_form_of_condition_in_the_language_is_accepted(condition: str) -> None:
    assert errors_of_requirement(condition) == []


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ('rule r of s\n  authority S "1"\n', "no-requirement"),
        ("rule r of s\n  require reviewed\n", "no-authority"),
        ('rule r of t\n  authority S "1"\n  require reviewed\n', "no-such-safeguard"),
        ('rule r of s\n  authority X "1"\n  require reviewed\n', "no-such-source"),
        ('rule Six of s\n  authority S "1"\n  require reviewed\n', "bad-name"),
        ('rule r of s\n  title "a"\n  title "b"\n  authority S "1"\n  require reviewed\n', "clause-twice"),
        ('rule r of s\n  means "x"\n  authority S "1"\n  require reviewed\n', "misplaced-clause"),
        ('rule r of s in order\n  authority S "1"\n  require reviewed\n', "no-label"),
        ('rule r of s\n  authority S "1"\n  require a: reviewed\n  require a: fair\n', "label-twice"),
        ('rule r of s\n  authority S "1"\n  for each people\n  require hearing happens\n', "no-events"),
        ("safeguard u: sacred\n", "no-such-nature"),
        ("source T\n  legal order europe\n", "no-such-order"),
        ("source T\n", "no-legal-order"),
        ('fact other: boolean\n  means "x"\n', "no-such-type"),
        ('fact other: judgement\n  means "the balance"\n', "means-whether"),
        ('fact other: duration\n  means "x"\n  otherwise "y"\n', "misplaced-clause"),
        ('fact other: one of (a, b)\n  means "x"\n  in doubt c\n', "in-doubt"),
        ('fact people.of.them: yes/no\n  means "x"\n', "dotted-group-fact"),
        ('fact held: number\n  means "x"\n', "declared-twice"),
        ('fact number: number\n  means "x"\n', "reserved"),
        ('define a as b\n  means "x"\ndefine b as a\n  means "y"\n', "circular-define"),
        ('case "x"\n  given held = 6 months\n', "no-expect"),
        ('case "x"\n  given held = 6 months\n  expect nowhere passes\n', "no-such-rule"),
        ('rule r of s\n  authority S "1"\n  require fair\n\ncase "x"\n  expect r passes by nothing\n', "no-such-exception"),
        ('case "x"\n  given held = = 6\n  expect r passes\n', "equals"),
        ('fact other: duration\n  means "x"\n  unit "beds"\n', "misplaced-clause"),
        ('fact other: one of (a, b, a)\n  means "x"\n', "value-twice"),
        ("source T\n  legal order eu\n  in force from 2026-06-12 until 2026-06-11\n", "bad-date"),
        ("rulebook t.second\n", "two-heads"),
    ],
)
def test_a_declaration_that_is_not_sound_is_refused(rules: str, code: str) -> None:
    assert code in {error.code for error in errors(rules)}


def test_a_name_of_a_rulebook_that_is_not_used_names_that_rulebook() -> None:
    other = 'rulebook t.other\n\nfact elsewhere: yes/no\n  means "x"\n'
    _, found = load(HEAD + 'rule r of s\n  authority S "1"\n  require elsewhere\n', other)
    assert [error.code for error in found] == ["not-used"]
    assert "use t.other" in found[0].hint


def test_a_group_that_is_not_used_is_told_once_and_not_with_each_of_its_facts() -> None:
    other = 'rulebook t.other\n\ngroup centres\n  means "a centre"\n  ask "Which?"\n\nfact centres.open: yes/no\n  means "x"\n'
    _, found = load(HEAD.replace('title "A test"', 'title "A test"\n  use t.more') + (
        'rule r of s\n  authority S "1"\n  for each centres\n  require centres.clean\n'
    ), other, 'rulebook t.more\n  use t.other\n\nfact centres.clean: yes/no\n  means "y"\n')  # fmt: skip
    assert [error.code for error in found] == ["not-used"]
    assert "use t.other" in found[0].hint


def test_what_a_used_rulebook_uses_is_not_seen() -> None:
    deep = 'rulebook t.deep\n\nfact deep: yes/no\n  means "x"\n'
    middle = "rulebook t.middle\n  use t.deep\n"
    top = HEAD.replace('title "A test"', 'title "A test"\n  use t.middle') + 'rule r of s\n  authority S "1"\n  require deep\n'
    assert [error.code for error in load(top, middle, deep)[1]] == ["not-used"]


def test_two_files_cannot_be_one_rulebook() -> None:
    assert "two-rulebooks" in {error.code for error in load(HEAD, "rulebook t.test\n")[1]}


@pytest.mark.parametrize(
    ("nature", "keyword", "refused"),
    [
        ("absolute", "exception", True),
        ("absolute", "derogation", True),
        ("non-derogable", "exception", False),
        ("non-derogable", "derogation", True),
        ("qualified", "exception", False),
        ("qualified", "derogation", False),
        ("good-practice", "derogation", False),
    ],
)
def test_the_table_of_natures_holds(nature: str, keyword: str, refused: bool) -> None:
    rules = (
        f'safeguard u: {nature}\n\nrule r of u\n  authority S "1"\n  forbid reviewed\n\n{keyword} e to r\n  authority S "2"\n  when fair\n'
    )
    assert [error.code for error in errors(rules)] == (["refused"] if refused else [])


def test_an_exception_in_another_file_cannot_touch_an_absolute_rule_either() -> None:
    absolute = HEAD + 'safeguard u: absolute\n\nrule r of u\n  authority S "1"\n  forbid reviewed\n'
    other = 'rulebook t.other\n  use t.test\n\nexception e to t.test/r\n  authority S "2"\n  when fair\n'
    _, found = load(absolute, other)
    assert [(error.code, error.file, error.line) for error in found] == [("refused", "file1.rules", 4)]


@pytest.mark.parametrize(
    ("exception", "code"),
    [
        ('exception e to nothing\n  authority S "2"\n  when fair\n', "no-such-rule"),
        ('exception e to r\n  authority S "2"\n', "no-condition"),
        (
            'exception e to r\n  authority S "2"\n  when fair\n\nexception f to e\n  authority S "2"\n  when fair\n',
            "exception-to-exception",
        ),
        ('exception e to x of r\n  authority S "2"\n  when fair\n', "no-such-label"),
        ('source X\n  legal order xx\n\nexception e to r\n  authority X "2"\n  when fair\n', "foreign-exception"),
    ],
)
def test_an_exception_that_cannot_apply_is_refused(exception: str, code: str) -> None:
    assert [error.code for error in errors(RULE + "\n" + exception)] == [code]


def test_an_exception_to_a_rule_with_two_requirements_says_which() -> None:
    rules = 'rule r of s\n  authority S "1"\n  require a: reviewed\n  require b: fair\n\nexception e to r\n  authority S "2"\n  when fair\n'
    found = errors(rules)
    assert [error.code for error in found] == ["which-requirement"]
    assert "a of r" in found[0].hint


def test_a_rule_inherits_the_when_of_its_safeguard() -> None:
    policy, found = load(
        HEAD
        + 'safeguard u: qualified\n  when reviewed\n\nrule r of u\n  authority S "1"\n  when fair\n  require held is at most 6 months\n'
    )
    assert found == []
    when = policy.rules[0].when
    assert when is not None
    assert type(when).__name__ == "And"


def test_a_text_may_be_several_strings_and_clauses_may_come_in_any_order() -> None:
    policy, found = load(HEAD + 'rule r of s\n  require reviewed\n  title "one"\n    "two"\n  authority S "1"\n')
    assert found == []
    assert policy.rules[0].title == "one two"


def test_names_may_equal_words_of_the_language_where_that_is_plain() -> None:
    extra = (
        'fact title.unit: one of (rule, when, of)\n  means "the unit"\n\n'
        'rule of of s\n  authority S "1"\n  require form: title.unit is when\n'
    )
    assert errors(extra) == []


def test_rules_are_in_order_of_rulebook_then_file() -> None:
    first = (
        HEAD.replace("t.test", "t.b")
        + 'rule z of s\n  authority S "1"\n  require reviewed\n\nrule a of s\n  authority S "1"\n  require fair\n'
    )
    second = 'rulebook t.a\n  use t.b\n\nrule m of s\n  authority S "1"\n  require reviewed\n'
    policy, found = load(first, second)
    assert found == []
    assert [rule.name for rule in policy.rules] == ["t.a/m", "t.b/z", "t.b/a"]

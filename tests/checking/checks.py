"""Checks a draft that a test writes out against rules that it writes out."""

from __future__ import annotations

from rulebook.checking.check import check_drafts
from rulebook.checking.findings import CheckedDraft, Finding
from rulebook.drafts import assemble, read_text
from rulebook.values import Date
from tests.language.loading import HEAD, load

DAY = Date(2026, 11, 25)


def check(
    rules: str, facts: str = "", *, steps: tuple[str, ...] = (), law: tuple[str, ...] | None = ("un",), header: str = ""
) -> CheckedDraft:
    """Return what is found in a YAML draft with these facts (a flow mapping's inside) and steps, against rules that follow the head."""
    policy, errors = load(HEAD + rules)
    assert not errors, errors
    text = f"title: T\n{header}facts: {{{facts}}}\n"
    if steps:
        text += "steps:\n" + "".join(f"  - {step}\n" for step in steps)
    draft = assemble([read_text(text, "draft.yaml", "yaml")], policy)
    return check_drafts(policy, [draft], law, DAY).drafts[0]


def finding(rules: str, facts: str = "", **options: object) -> Finding:
    """Return the one finding of a draft."""
    checked = check(rules, facts, **options)  # type: ignore[arg-type]
    assert len(checked.findings) == 1, [(f.rule.name, f.member, f.status) for f in checked.findings]
    return checked.findings[0]


def requiring(condition: str, facts: str = "", **options: object) -> Finding:
    """Return the finding on a rule that requires this condition."""
    return finding(f'rule r of s\n  authority S "1"\n  require {condition}\n', facts, **options)

"""Warm evaluation in this process: what explanations cost, and the parts of a check one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks import rules as r
from benchmarks import writing
from benchmarks.loaded import DAY, checked, drafted
from benchmarks.measuring import in_turn
from benchmarks.places import answered
from benchmarks.ratios import Ratio
from benchmarks.scale import Scale
from benchmarks.telling import told, tree, words
from rulebook.checking.check import check_drafts
from rulebook.checking.evaluation import Explain, evaluate
from rulebook.checking.findings import Finding
from rulebook.drafts import assemble, read_text
from rulebook.reports import Manner, writer

__all__ = ["measure"]

RULES = 90
DRAFTS = 5
WAYS: dict[str, tuple[Explain, Callable[[Finding], object] | None]] = {
    "without explanations": (False, None),
    "explaining what does not pass": ("open", tree),
    "the same in words, with repairs": ("open", words),
    "explaining everything, in words": (True, words),
}


def measure(scale: Scale) -> list[Ratio]:
    """Return what explanations cost beside the bare status, and the parts of a check beside that."""
    books = list(r.books(RULES))
    policy = checked(books)
    stated = [answered(books, silent=0.1, draft=number) for number in range(DRAFTS)]
    drafts = [drafted(one, policy) for one in stated]
    yaml, markdown = writing.yaml_draft(stated[0]), writing.markdown_draft(stated[0])
    readings = read_text(yaml, "draft.yaml", "yaml"), read_text(markdown, "draft.md", "markdown")
    report = check_drafts(policy, drafts[:1], writing.LAW, DAY)

    def evaluated(explain: Explain, tell: Callable[[Finding], object] | None) -> None:
        for draft in drafts:
            findings = evaluate(policy, draft, DAY, writing.LAW, explain=explain)
            if tell is not None:
                told(findings, tell, passing=explain is True)

    tasks: dict[str, Callable[[], Any]] = {way: partial(evaluated, *how) for way, how in WAYS.items()}
    tasks |= {
        "reading the draft in YAML": lambda: read_text(yaml, "draft.yaml", "yaml"),
        "reading the draft in Markdown": lambda: read_text(markdown, "draft.md", "markdown"),
        "typing what the draft states": lambda: assemble([readings[0]], policy),
        "writing the report as JSON": lambda: writer("json").write(report, Manner()),
        "writing the report as text": lambda: writer("text").write(report, Manner()),
        "reading the same JSON": partial(json.loads, writer("json").write(report, Manner())),
    }
    took = in_turn(tasks, scale.rounds)
    took |= {way: took[way] / DRAFTS for way in WAYS}
    floor = took["without explanations"]
    return [
        Ratio(what, seconds / floor, "evaluation without explanations", None, f"{seconds / RULES * 1e6:.1f} µs a rule")
        for what, seconds in took.items()
    ]

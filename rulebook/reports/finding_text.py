"""One finding as text: a failure at length, every other in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rulebook.checking.findings import CheckedDraft, Finding
from rulebook.checking.wording import listing
from rulebook.language.policy import Exception_
from rulebook.reports.excerpt import excerpt
from rulebook.reports.lines import Line, Piece, Sheet
from rulebook.reports.reason import reason
from rulebook.reports.standing import later, message_of, sentence, since, standing
from rulebook.reports.words import HOLDS, day, legal_order, short_name

__all__ = ["authority_lines", "brief", "failure"]

LABELS = 11  # cells for the label before each part
LONGEST_QUOTE = 400  # characters of the draft's own words
_NATURES = {
    "absolute": "absolute right",
    "non-derogable": "non-derogable right",
    "qualified": "qualified right",
    "good-practice": "good practice",
}


def failure(sheet: Sheet, finding: Finding, draft: CheckedDraft) -> None:
    """Add a finding that counts as failed: what, where, why, on whose authority, and what would mend it."""
    label = _verdict(finding)
    style = "warns" if finding.severity == "warning" else "fails"
    sheet.prose(Piece(finding.rule.title, "title"), first=(Piece(label, style), "  "))
    _meta(sheet, finding)
    sheet.blank()
    _where(sheet, finding)
    _why(sheet, finding, draft)
    _rests_on(sheet, finding)
    _law(sheet, finding)
    _mend(sheet, finding)
    sheet.blank()


def brief(sheet: Sheet, finding: Finding) -> None:
    """Add any other finding: its rule, what there is to say of it, and what it waits for or rests on."""
    style = {"pass": "yes", "unknown": "open"}.get(finding.status, "quiet")
    member = f" for {finding.member}" if finding.member else ""
    name = Piece(f" ({finding.rule.name}{member})", "quiet")
    sheet.prose(Piece(finding.rule.title, "title"), name, first=(Piece(f"{HOLDS[finding.status]:<15}", style),))
    indent = " " * 15
    for said in _brief_parts(finding):
        sheet.prose(said, first=(indent,))


def _brief_parts(finding: Finding) -> Iterator[str]:
    if finding.message:
        yield sentence(message_of(finding))
    if finding.exceptions:
        yield f"by {_named(finding, finding.exceptions)}"
    if finding.judgements:
        yield f"rests on what a person judged: {', '.join(finding.judgements)}"
    if finding.missing:
        yield f"not stated: {', '.join(finding.missing)}"
    yield from later(finding)
    yield from standing(finding)


# ---- the head ----------------------------------------------------------------------------------------------------


def _verdict(finding: Finding) -> str:
    if finding.severity == "warning":
        return "WARNING"
    if finding.status == "fail":
        return "FAILS"
    if finding.unless:
        return "FAILS UNLESS"
    later = next((change for change in finding.changes if change.failed), None)
    if later is None:
        return "COUNTS AS FAILED"
    return f"FAILS {'UNLESS, ' if later.unless else ''}FROM {day(later.start).upper()}"


def _meta(sheet: Sheet, finding: Finding) -> None:
    said = [finding.rule.name, _NATURES[finding.nature]]
    if finding.member:
        said.insert(0, f"for {finding.member}")
    if len({status for _, status in finding.orders}) > 1:
        said += [f"{HOLDS[status]} under the law of {legal_order(order, article=True)}" for order, status in finding.orders]
    sheet.prose(Piece(" · ".join(said), "quiet"), first=("  ",))


# ---- the parts ---------------------------------------------------------------------------------------------------


def _label(word: str) -> Line:
    return Piece(f"  {word:<{LABELS - 2}}", "quiet"), Piece("")


_INDENT = (" " * LABELS,)


def _where(sheet: Sheet, finding: Finding) -> None:
    where = finding.where
    if where is None:
        return
    place = where.place
    sheet.prose(Piece(f"{place.path}, line {place.line}", "place"), first=_label("where"))
    if where.words:
        words = where.words if len(where.words) <= LONGEST_QUOTE else f"{where.words[:LONGEST_QUOTE].rstrip()}…"
        sheet.prose(f"“{words}”", first=_INDENT)
    excerpt(sheet, where.source_line, place.column, place.end, _INDENT_PIECES, _INDENT_PIECES)


_INDENT_PIECES = (Piece(" " * LABELS),)


def _why(sheet: Sheet, finding: Finding, draft: CheckedDraft) -> None:
    sheet.prose(sentence(message_of(finding)), first=_label("why"))
    reason(sheet, finding.explanation, _INDENT, finding.location.path, told=len(finding.rule.requirements) == 1)
    if finding.not_reached:
        sheet.prose(f"not asked any more: {listing(finding.not_reached)}", first=_INDENT)
    asked = {question.fact: question.ask for question in draft.questions}
    for i, fact in enumerate(finding.missing):
        ask = asked.get(fact, "")
        sheet.prose(f"{ask} " if ask else "", Piece(fact, "code"), first=_INDENT if i else _label("answer"))
    for i, said in enumerate(later(finding)):
        sheet.prose(said, first=_INDENT if i else _label("later"))
    if finding.since is not None:
        sheet.prose(since(finding), first=_label("since"))


def _rests_on(sheet: Sheet, finding: Finding) -> None:
    if finding.judgements:
        sheet.prose("what a person judged: ", Piece(", ".join(finding.judgements), "code"), first=_label("rests on"))
    if finding.held_against:
        doubt = "Without reasons for a judgement, and where a draft is silent or vague on what counts in doubt, it is held against it: "
        sheet.prose(doubt, Piece(", ".join(finding.held_against), "code"), first=_label("doubt"))


def _law(sheet: Sheet, finding: Finding) -> None:
    authority_lines(sheet, finding, _label("law"), _INDENT)


def authority_lines(sheet: Sheet, finding: Finding, first: Sequence[Piece | str], rest: Sequence[Piece | str]) -> None:
    """Add the authorities of a finding, each with its place and address, and whether its wording was checked."""
    for i, authority in enumerate(finding.authorities):
        unverified: Piece | str = "" if authority.verified else Piece(" (wording not verified)", "open")
        where = f", {authority.where}" if authority.where else ""
        sheet.prose(f"{authority.source.title}{where}", unverified, first=rest if i else first)
        if authority.source.url:
            sheet.prose(Piece(authority.source.url, "place"), first=rest)


def _mend(sheet: Sheet, finding: Finding) -> None:
    for i, repair in enumerate(finding.repairs):
        word = "or if " if i else "would pass if "
        sheet.prose(word, Piece(repair, "code"), first=_INDENT if i else _label("mend"))
    if finding.rule.fix:
        sheet.prose(finding.rule.fix, first=_INDENT if finding.repairs else _label("mend"))


def _named(finding: Finding, names: Sequence[str]) -> str:
    """Return exceptions by their titles, with their short names."""
    known = _exceptions(finding)
    return listing(f"“{known[name].title}” ({short_name(name)})" if name in known else name for name in names)


def _exceptions(finding: Finding) -> Mapping[str, Exception_]:
    return {exception.name: exception for requirement in finding.rule.requirements for exception in requirement.exceptions}

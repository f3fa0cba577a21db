"""Whatever stands in a draft, in its name or in a rule: every report is read by the readers of its format, and obeyed by nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rulebook.language.diagnostics import Diagnostic
from rulebook.reports import FORMATS, Manner, writer
from rulebook.reports.harmless import DANGEROUS
from rulebook.reports.markdown_text import plain
from tests.reports.reporting import everywhere

__all__: list[str] = []

PIECES = [
    "\n", "\r\n", ":", "%", "%0A", "-", "::error::", "::error file=a,line=1::x", "##[error]x", "\x1b[31m",
    "\x1b]8;;http://x.example\x07", "\u202e", "<script>alert(1)</script>", "<!--", "-->", "</details>", "]]>", "|", "`", "```",
    "``", "@team", "@", "\x00", "\udce9", "{0}", "[x](y)", "](y)", "![x](y)", "https://x.example", "www.x.example",
    "a@b.example", "#12", "owner/repo#1", "!3", "~label", "$x$", ":tada:", "0123abc", "JIRA-1", "/close", "\\", "&amp;",
    "&#64;team", "&12", "**b**", "_i_", "~~s~~", "# h", "- x", "1. x", "> q", "---", "===", "\t", "§", "é", "العربية", "🇺🇳",
    "é", "custody.longest", "15(5)", "and/or", "[GC],", "word", "    code", "ftp://x", "mailto:x", "javascript:x", "GH-1", "=",
    "\u2028", "\ufeff",
]  # fmt: skip
hostile = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.text(max_size=30),
)  # fmt: skip
JSONS = ("json", "sarif", "sarif-full", "gitlab", "rdjson")
XMLS = ("junit", "checkstyle")
PAGES = ("markdown", "github-summary")
SHEETS = ("text", "narrated")
COMMAND = re.compile(r"::(\w+) ([^:]*)::(.*)")


def test_every_format_is_tried_out_here() -> None:
    assert {*JSONS, *XMLS, *PAGES, *SHEETS, "github", "github-output", "rdjsonl"} == set(FORMATS)


def written(name: str, words: str) -> Iterator[str]:
    """Give a report with the words everywhere, and one on rules that cannot be loaded."""
    yield writer(name).write(everywhere(words), Manner(verbose=True, strict=True))
    yield writer(name).write_rule_errors([Diagnostic("no-such-fact", words, 3, 2, words, words, words, 4)], Manner())


def strings(value: Any) -> Iterator[str]:
    """Give every text in a value read from JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def obeyed(line: str) -> bool:
    """True where the runner of a workflow takes a line of its log for a command."""
    stripped = line.lstrip()
    return "##[" in line or (stripped.startswith("::") and "::" in stripped[2:])


@given(hostile)
@pytest.mark.parametrize("name", list(FORMATS))
def test_nothing_of_a_report_is_obeyed_by_a_terminal_or_a_workflow(name: str, words: str) -> None:
    for shown in written(name, words):
        assert not DANGEROUS.search(shown.replace("\n", ""))
        if name != "github":
            assert not [line for line in shown.split("\n") if obeyed(line)]


@given(hostile)
@pytest.mark.parametrize("name", JSONS)
def test_json_is_read_by_any_reader(name: str, words: str) -> None:
    for shown in written(name, words):
        assert all(character < "\ud800" or character > "\udfff" for text in strings(json.loads(shown)) for character in text)


@given(hostile)
def test_each_line_of_rdjsonl_is_a_diagnostic(words: str) -> None:
    for shown in written("rdjsonl", words):
        assert all(json.loads(line)["location"]["path"] is not None for line in shown.splitlines())
        assert shown.count("\n") == len(shown.splitlines())


@given(hostile)
@example("1. x")
@example("2) x")
def test_a_comment_of_reviewdog_is_markdown_and_holds_no_html_link_image_or_mention_of_others(words: str) -> None:
    for shown in written("rdjson", words):
        for told in json.loads(shown)["diagnostics"]:
            tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(told["message"])
            assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
            inline = [child for token in tokens for child in token.children or ()]
            assert {child.type for child in inline} <= {"text", "code_inline", "text_special"}
            assert not [child for child in inline if child.type == "text" and re.search(r"@|://|www\.|#\w|[~!&]\w", child.content)]
            assert re.match("https?://", told["code"].get("url", "https://"))


@given(hostile)
def test_a_description_for_gitlab_shows_what_nobody_would_see(words: str) -> None:
    for shown in written("gitlab", words):
        assert not [entry for entry in json.loads(shown) if DANGEROUS.search(entry["description"])]


@given(hostile)
@pytest.mark.parametrize("name", ["sarif", "sarif-full"])
def test_a_message_in_sarif_has_no_links_but_ours_and_no_placeholder(name: str, words: str) -> None:
    for shown in written(name, words):
        for result in json.loads(shown)["runs"][0]["results"]:
            said = result["message"]["text"]
            assert "](" not in re.sub(r"\[line \d+\]\(\d+\)", "", said)
            assert not re.search(r"\{\d+\}|`", said)


@given(hostile)
@pytest.mark.parametrize("name", XMLS)
def test_xml_is_read_and_says_the_words(name: str, words: str) -> None:
    etree = pytest.importorskip("lxml.etree")
    for shown in written(name, words):
        root = etree.fromstring(shown.encode())
        assert {element.tag for element in root.iter()} <= {
            "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "checkstyle", "file",
        }  # fmt: skip
        assert "]]>" not in shown


@given(hostile)
def test_a_workflow_obeys_our_annotations_alone(words: str) -> None:
    for shown in written("github", words):
        for line in filter(obeyed, shown.split("\n")):
            assert "##[" not in line
            found = COMMAND.fullmatch(line)
            assert found, line
            assert found[1] in {"error", "warning", "notice"}
            names = [part.split("=")[0] for part in found[2].split(",")]
            assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
            assert len(names) == len(set(names))
    assert len(re.findall("^::", writer("github").write(everywhere(words), Manner()), re.MULTILINE)) == 10


@given(hostile)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_html_link_image_or_mention_of_others(name: str, words: str) -> None:
    for shown in written(name, words):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(shown)
        inline = [child for token in tokens for child in token.children or ()]
        ours = {"<!-- rulebook-report -->", "<details>", "<summary>Why, in full</summary>", "</details>"}
        assert {line for token in tokens if token.type == "html_block" for line in token.content.strip().split("\n")} <= ours
        assert {child.type for child in inline} <= {"text", "code_inline", "strong_open", "strong_close", "text_special", "softbreak"}
        assert {token.type for token in tokens} <= {
            "html_block", "heading_open", "inline", "heading_close", "paragraph_open", "paragraph_close", "table_open", "table_close",
            "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
            "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        }  # fmt: skip
        outside = [child.content for child in inline if child.type == "text"]
        assert not [text for text in outside if re.search(r"@|://|www\.|#\w|\$|\w:\w|[~!&%]\w|^/\w", text)]
        assert rows_are_whole(shown)


def rows_are_whole(page: str) -> bool:
    """True where every row of a table has as many cells as its head."""
    columns = 0
    for line in page.split("\n"):
        if not line.startswith("|"):
            columns = 0
            continue
        columns = columns or line.count("|")
        if line.count("|") != columns:
            return False
    return True


@given(hostile)
def test_prose_loses_none_of_its_words(words: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"x {plain(words)}")
    shown = "".join(child.content for token in tokens for child in token.children or ())
    from rulebook.reports.harmless import flat, harmless

    assert shown.replace("`", "").split() == f"x {harmless(flat(words))}".replace("`", "").split()  # those of a name are its code's


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Directive 2008/115/EC, 15(5)", "Directive 2008/115/EC, 15(5)"),
        ("§ 4 (2) “né” – naïve Straße; e\u0301, العربية!", "§ 4 (2) “né” – naïve Straße; e\u0301, العربية!"),
        ("M.S.S. v Belgium [GC], no. 30696/09", "M.S.S. v Belgium &#91;GC&#93;, no. 30696/09"),
        ("ask @team", "ask `@team`"),
        ("see https://x.example", "see `https://x.example`"),
        ("custody.reviewed_by", "`custody.reviewed_by`"),
        ("a|b", "a&#124;b"),
        ("<b>", "&#60;b&#62;"),
        ("commit 0123abcd", "commit `0123abcd`"),
        ("10% of it", "10% of it"),
        ("write `people = (first, second)`, or `none`.", "write `people = (first, second)`, or `none`."),
        ("one ` alone, a`b`c, `a|b` `@team", "one &#96; alone, a&#96;b&#96;c, `a`&#124;`b` &#96;`@team`"),
    ],
)
def test_prose_stays_readable(words: str, shown: str) -> None:
    assert plain(words) == shown

"""`rulebook fmt [RULES…]`: puts rule files into the canonical layout.

A file that cannot be read as rules stays as it is. So would one whose rules or comments were not the same afterwards: what was laid
out is read again and compared before anything is written.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence

from rulebook.commands.exits import CANNOT, FAILED, FINE
from rulebook.commands.options import add_output
from rulebook.commands.output import deliver, notice
from rulebook.commands.parser import CommandParser, WrongUse
from rulebook.language.declarations import Declaration, RuleFile
from rulebook.language.diagnostics import Diagnostic, Problems
from rulebook.language.source import Source
from rulebook.records import Record

__all__ = ["HELP", "NAME", "configure", "run"]

NAME = "fmt"
HELP = "Lay out rule files."

STANDARD_INPUT = "-"

_MORE = """
Files are rewritten in UTF-8 with the line ends of Unix. Names, texts and comments stay as they are; clauses are put in
their usual order, and lines are broken at 120 columns.

Exit code: 0 where everything is laid out; 1 where --check or --diff finds a file that would change; 2 where a file cannot
be read or written.

Examples:
  rulebook fmt policies
  rulebook fmt --check policies
  rulebook fmt --diff policies/eu/return-detention.rules
  rulebook fmt - < draft.rules
"""


class Laid(Record):
    """A rule file as it is and as it is laid out."""

    path: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        """True where the file is not laid out yet."""
        return self.before != self.after


def configure(parser: CommandParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = _MORE
    parser.add_argument(
        "paths", nargs="*", metavar="RULES", help="a rule file, a folder of rule files, or - for standard input (without it: this folder)"
    )
    parser.add_argument("--check", action="store_true", help="change nothing; list the files that would change")
    parser.add_argument("--diff", action="store_true", help="change nothing; show what would change")
    add_output(parser)


def run(arguments: Namespace) -> int:
    """Lay out the files and return the exit code."""
    paths: list[str] = arguments.paths or ["."]
    if STANDARD_INPUT in paths:
        return _standard_input(paths, arguments)
    from rulebook.language.loading import read_contents

    contents, problems = read_contents(paths)
    errors = problems.all()
    laid = [done for path, content in contents if (done := _lay_out(path, content, errors)) is not None]
    changing = [done for done in laid if done.changes]
    if arguments.diff:
        deliver("".join(map(_difference, changing)), arguments.output)
    else:
        deliver(_listing(changing if arguments.check else _write(changing, errors)), arguments.output)
    _tell(errors)
    return CANNOT if errors else FAILED if changing and (arguments.check or arguments.diff) else FINE


def _standard_input(paths: Sequence[str], arguments: Namespace) -> int:
    """Lay out standard input; what cannot be read gives nothing on standard output."""
    if len(paths) > 1:
        raise WrongUse("`rulebook fmt -` lays out standard input alone; leave out the other files.")
    errors: list[Diagnostic] = []
    given = getattr(sys.stdin, "buffer", None)  # there is none where standard input is closed
    laid = _lay_out("standard input", given.read() if given is not None else b"", errors)
    _tell(errors)
    if laid is None:
        return CANNOT
    if not (arguments.check or arguments.diff):
        deliver(laid.after, arguments.output)
        return FINE
    shown = _difference(laid) if arguments.diff else _listing([laid])
    deliver(shown if laid.changes else "", arguments.output)
    return FAILED if laid.changes else FINE


# ---- one file ------------------------------------------------------------------------------------------------------


def _lay_out(path: str, content: bytes, errors: list[Diagnostic]) -> Laid | None:
    """Return the file laid out; None, with what is wrong noted, where it cannot be read as rules."""
    from rulebook.language.loading import decoded

    text, error = decoded(path, content)
    if error is not None:
        errors.append(error)
        return None
    file, problems = _parsed(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    if problems:
        errors += problems
        return None
    from rulebook.language.printer import print_file

    after = print_file(file)
    again, problems = _parsed(path, after)
    if problems or _ordered(again) != _ordered(file) or _comments(again) != _comments(file):
        message = "The file would not say the same when laid out, so it stays as it is."
        errors.append(_about(path, "not-laid-out", message, "This is a fault of Rulebook; please report it with the file."))
        return None
    return Laid(path, content.decode("utf-8"), after)


def _parsed(path: str, text: str) -> tuple[RuleFile, list[Diagnostic]]:
    from rulebook.language.parser import parse_file

    problems = Problems()
    return parse_file(Source(path, text), problems), problems.all()


def _ordered(file: RuleFile) -> list[Declaration]:
    """Return the declarations with their clauses in the usual order, in which the layout puts them."""
    from rulebook.language.clauses import usual_order
    from rulebook.records import replace

    return [replace(declaration, clauses=tuple(usual_order(declaration))) for declaration in file.declarations]


def _comments(file: RuleFile) -> list[str]:
    return sorted(file.source.text[span.start : span.end].rstrip() for span in file.comments)


def _about(path: str, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, path, 1, 1, message, hint)


def _reason(error: OSError) -> str:
    return (error.strerror or "it is no file").lower()


# ---- what is done with it --------------------------------------------------------------------------------------------


def _write(changing: Iterable[Laid], errors: list[Diagnostic]) -> list[Laid]:
    """Write the files, each whole or not at all, and return those that were written."""
    from rulebook.files import write_whole

    written = []
    for laid in changing:
        target = os.path.realpath(laid.path)  # a link stays a link
        try:
            if not os.access(target, os.W_OK):  # the folder would let it be replaced all the same
                raise PermissionError(0, "it is read-only")
            mode = os.stat(target).st_mode & 0o7777
            write_whole(target, laid.after.encode())
            os.chmod(target, mode)
            written.append(laid)
        except OSError as error:
            errors.append(_about(laid.path, "not-written", f"The file cannot be written: {_reason(error)}.", "Check who may write it."))
    return written


def _listing(changing: Iterable[Laid]) -> str:
    from rulebook.reports.harmless import harmless

    return "".join(f"{harmless(laid.path)}\n" for laid in changing)


def _difference(laid: Laid) -> str:
    from difflib import unified_diff  # for --diff only

    from rulebook.reports.harmless import harmless

    lines = unified_diff(laid.before.splitlines(), laid.after.splitlines(), laid.path, f"{laid.path}, laid out", lineterm="")
    return "".join(f"{harmless(line)}\n" for line in lines) or f"{harmless(laid.path)}: only its line ends would change.\n"


def _tell(errors: Sequence[Diagnostic]) -> None:
    if errors:
        from rulebook.reports import Manner
        from rulebook.reports.rule_errors import rule_errors

        notice(rule_errors(errors, Manner(), "what has errors stays as it is"))

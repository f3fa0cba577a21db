"""A check by several processes: its reports are those of one, byte for byte, and a process that ends before its time is told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rulebook.checking.check import check_drafts
from rulebook.checking.findings import CheckedDraft
from rulebook.checking.verdict import Terms
from rulebook.commands import checked, jobs
from rulebook.commands.command_line import main
from rulebook.commands.sending import Sending, Shown
from rulebook.drafts import assemble, read_text
from rulebook.records import known
from rulebook.reports import FORMATS
from tests.reports.reporting import DAY, NINE, POLICY, RULES

__all__: list[str] = []

pytestmark = pytest.mark.skipif(not jobs.can_fork(), reason="the system makes no workers")
Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]

EU = NINE.replace("---\ntitle", "---\nlegal orders: [eu]\ntitle")
DRAFTS = {
    "a.md": EU,
    "b.md": NINE,
    "c.yaml": "legal orders: [eu, coe, practice]\nfacts: {longest: 5 months, space: 4}\n",
    "d.md": EU.replace("9 months", "30 months"),
    "e.yaml": "applies from: 2008-01-01\napplies until: 2030-01-01\nlegal orders: [eu, coe]\nfacts: {longest: 19 months, lonest: 3}\n",
    "f.md": "Nothing.\n",
    "g.md": EU.replace("title:", "measure: one\ntitle:"),
    "h.md": EU.replace("title:", "measure: one\ntitle:").replace("9 months", "8 months"),
    "i.yaml": "legal orders: [xx]\nfacts: {people.families.children: yes, people.men.detained: yes}\n",
}
WAIVERS = """
waivers:
- id: W-1
  rule: t.detention/six-months
  draft: drafts/d.md
  reason: The bill to amend the Act is before Parliament.
  approved by: the legal service
  from: 2026-01-01
  until: 2026-12-31
"""
CONFIGURATION = """
waivers = "waivers.yaml"
baseline = "baseline.json"
law = ["eu", "coe"]
[[paths]]
match = "drafts/a.md"
strict = true
[[paths]]
match = "drafts/[cd]*"
fail-on = "warning"
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with rules, drafts of many kinds, a waiver and a baseline; one draft was changed since the last revision."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "drafts").mkdir()
    (folder / "a.rules").write_text(RULES, encoding="utf-8")
    for name, text in DRAFTS.items():
        (folder / "drafts" / name).write_text(text, encoding="utf-8")
    (folder / "drafts/z.md").write_bytes(b"D\xe9tention\n")
    (folder / "rulebook.toml").write_text(CONFIGURATION, encoding="utf-8")
    return folder


def reports(capsys: Capture, folder: Path, *words: str) -> tuple[int, str, str, dict[str, bytes]]:
    """Return the exit code, both streams, and a report in every format, of one check."""
    files = {name: folder / f"report.{name}" for name in FORMATS if name != "text"}
    outputs = [f"--output={name}={file}" for name, file in files.items()]
    code = main(["check", "--rules", "a.rules", "--as-of", "2026-06-12", *words, *outputs, "drafts"])
    said = capsys.readouterr()
    return code, said.out, said.err, {name: file.read_bytes() for name, file in files.items()}


@pytest.fixture
def no_work_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """See to it that all that the reports show has been sent."""

    def again(*_: object) -> None:
        raise AssertionError("a report shows what was not sent")

    monkeypatch.setattr(Sending, "checked_again", again)


@pytest.mark.usefixtures("no_work_twice")
@pytest.mark.parametrize(
    "words", [(), ("--verbose",), ("--strict", "--fail-on", "warning"), ("--no-config",), ("--law", "eu,xx", "--no-config")]
)
def test_every_report_is_the_same_by_one_process_and_by_several(
    words: tuple[str, ...], repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    monkeypatch.chdir(repository)
    set_aside(capsys)
    plain = reports(capsys, tmp_path, "--jobs", "1", *words)
    assert plain[0] == 2  # a draft cannot be read
    if "--no-config" not in words:
        assert b'"aside": "in the baseline"' in plain[3]["json"]
        assert b'"status": "waived"' in plain[3]["json"]
    for number in (2, 3):
        assert reports(capsys, tmp_path, "--jobs", str(number), *words) == plain
    monkeypatch.setattr(checked, "FEW", 1)
    assert reports(capsys, tmp_path, "--jobs", "1", *words) == plain


def set_aside(capsys: Capture) -> None:
    """Write a waiver and a baseline of some findings; the baseline is made by several processes too."""
    Path("waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    Path("baseline.json").unlink(missing_ok=True)
    main(["baseline", "--rules", "a.rules", "drafts/a.md", "drafts/c.yaml", "--baseline", "baseline.json"])
    capsys.readouterr()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.usefixtures("no_work_twice")
@pytest.mark.parametrize("words", [(), ("--filter", "all"), ("--filter", "changed-file", "--verbose")])
def test_a_comparison_with_a_revision_is_the_same_by_several_processes(
    words: tuple[str, ...], repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(repository, folder)
    monkeypatch.chdir(folder)
    set_aside(capsys)
    who = ("-c", "user.name=A team", "-c", "user.email=team@example.org", "-c", "commit.gpgsign=false")
    for step in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "All")):
        subprocess.run(["git", *who, *step], check=True, capture_output=True)
    for name in ("a.md", "d.md", "b.md"):
        file = Path("drafts", name)
        file.write_text(file.read_text(encoding="utf-8").replace("9 months", "11 months") + "\nMore.\n", encoding="utf-8")
    Path("drafts/f.md").unlink()
    plain = reports(capsys, tmp_path, "--since", "HEAD", "--jobs", "1", *words)
    assert reports(capsys, tmp_path, "--since", "HEAD", "--jobs", "2", *words) == plain
    assert json.loads(plain[3]["json"])["base"] == "HEAD"


@pytest.mark.parametrize("formats", [{"text"}, {"json"}, set(FORMATS), set()])
def test_a_checked_draft_comes_back_as_it_was_sent(formats: set[str]) -> None:
    draft = assemble([read_text(EU, "a.md", "markdown")], POLICY)

    def again(number: int) -> CheckedDraft:
        assert number == 7
        return check_drafts(POLICY, [draft], None, DAY).drafts[0]

    sent = again(7)
    sending = Sending(POLICY, Shown(frozenset(formats), True, Terms(True, True)), again)
    came, beside = sending.unpacked(7, sending.packed(sent, {"beside": [1]}))
    assert came == sent
    assert beside == {"beside": [1]}
    assert all(mine.rule is its.rule for mine, its in zip(came.findings, sent.findings))
    assert all(a is b for mine, its in zip(came.findings, sent.findings) for a, b in zip(mine.authorities, its.authorities))


def test_what_no_report_shows_is_not_sent_and_whoever_reads_it_all_the_same_has_it_worked_out() -> None:
    draft = assemble([read_text("legal orders: [eu, coe]\nfacts: {longest: 20 months}\n", "a.yaml", "yaml")], POLICY)
    sent = check_drafts(POLICY, [draft], None, DAY, explain="open").drafts[0]
    asked: list[int] = []

    def again(number: int) -> CheckedDraft:
        asked.append(number)
        return sent

    sending = Sending(POLICY, Shown(frozenset({"text"})), again)
    came, _ = sending.unpacked(5, sending.packed(sent, None))
    failing = next(one for one in came.findings if one.status == "fail")
    unknown = next(one for one in came.findings if one.status == "unknown" and not one.failed)
    assert "explanation" not in known(unknown)
    assert failing.explanation.parts
    assert asked == []
    assert unknown.message
    assert asked == [5]


# ---- when things go wrong --------------------------------------------------------------------------------------------


def workers_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def end_myself(number: int) -> bytes:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(number).encode()


def test_the_work_is_done_by_processes_that_are_gone_afterwards() -> None:
    done = dict(jobs.done_by(3, lambda number: f"{number} {os.getpid()}".encode(), range(50)))
    assert sorted(done) == list(range(50))
    assert str(os.getpid()).encode() not in {answer.split()[1] for answer in done.values() if answer}
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_more_than_a_pipe_holds_comes_whole() -> None:
    done = dict(jobs.done_by(2, lambda number: bytes([number]) * 3_000_000, range(4)))
    assert {number: len(answer or b"") for number, answer in done.items()} == dict.fromkeys(range(4), 3_000_000)
    assert all(set(answer or b"") == {number} for number, answer in done.items())


def test_a_worker_that_meets_an_exception_says_so_and_goes_on() -> None:
    done = dict(jobs.done_by(2, lambda number: bytes([10 // number]), range(3)))
    assert done == {0: None, 1: b"\n", 2: b"\5"}


@pytest.mark.parametrize("work", [end_myself, lambda number: os._exit(0)])
def test_a_worker_that_ends_before_its_time_is_told(work: Callable[[int], bytes]) -> None:
    with pytest.raises(jobs.WorkerLost, match=r"so there is no report\. .* --jobs 1"):
        dict(jobs.done_by(2, work, range(20)))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_no_process_can_be_made_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left() -> int:
        raise OSError(11, "no more processes")

    before = len(os.listdir("/dev/fd"))
    monkeypatch.setattr(os, "fork", none_left)
    assert dict(jobs.done_by(2, lambda _: b"", range(3))) == dict.fromkeys(range(3))
    assert len(os.listdir("/dev/fd")) == before


@pytest.fixture
def slow(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A check by two workers that will take minutes, under way."""
    monkeypatch.chdir(repository)
    program = (
        "import sys, time\n"
        "from rulebook.commands import checked, command_line\n"
        "draft = checked._Check.draft\n"
        "def slowly(self, number):\n"
        "    if number: time.sleep(300)\n"
        "    return draft(self, number)\n"
        "checked._Check.draft = slowly\n"
        "sys.exit(command_line.main())\n"
    )
    words = [sys.executable, "-c", program, "check", "--no-config", "--rules", "a.rules", "--jobs", "2", "drafts"]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "RULEBOOK_CACHE": str(tmp_path)}
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while len(workers_of(process.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        yield process
        process.kill()


def gone(pids: list[int]) -> bool:
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


on_linux = pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("ps") is None, reason="it looks at processes in /proc")


@on_linux
def test_a_check_whose_worker_is_killed_says_so_and_has_no_report(slow: subprocess.Popen[str]) -> None:
    workers = workers_of(slow.pid)
    os.kill(workers[0], signal.SIGKILL)
    out, err = slow.communicate(timeout=60)
    assert (slow.returncode, out) == (2, "")
    assert err.startswith("One of the processes that check the drafts was ended from outside (signal 9), so there is no report.")
    assert gone(workers)


@on_linux
def test_ctrl_c_ends_all_processes(slow: subprocess.Popen[str]) -> None:
    workers = workers_of(slow.pid)
    for pid in (*workers, slow.pid):  # as a terminal sends it: to all of them
        os.kill(pid, signal.SIGINT)
    out, err = slow.communicate(timeout=60)
    assert (slow.returncode, out, err) == (130, "", "Stopped.\n")
    assert gone(workers)


@on_linux
def test_workers_do_not_outlive_the_process_that_asks() -> None:
    program = (
        "import time\n"
        "from rulebook.commands.jobs import done_by\n"
        "for _ in done_by(2, lambda number: time.sleep(0.2) or b'', range(10_000)): print(flush=True)\n"
    )
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = workers_of(process.pid)
        process.kill()
    assert len(workers) == 2
    assert gone(workers)


@pytest.mark.parametrize("word", ["0", "-1", "two", "1.5", "99999"])
def test_a_number_of_processes_that_is_none_is_told(word: str, capsys: Capture) -> None:
    assert main(["check", "a.md", f"--jobs={word}"]) == 2
    assert capsys.readouterr().err == f"--jobs {word} is no number of processes; write for example --jobs 4, or --jobs 1 for one.\n"

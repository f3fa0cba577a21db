"""A policy repository: many drafts on the whole library, and a change of one of them."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.environments import CHECKOUT, Environment
from benchmarks.measuring import Command, costs
from benchmarks.places import bare
from benchmarks.ratios import Ratio, Row, Skipped
from benchmarks.scale import Scale

__all__ = ["measure"]

LAW = ("--law", "un,coe,eu")
CLOCKED = 3  # rounds by the clock, which other work on the machine slows; one of many drafts


def measure(scale: Scale, environment: Environment) -> list[Row]:
    """Return what a check of all drafts of a repository takes, of one of them, and of one that changed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        repository = folder / "repository"
        try:
            _fill(repository, scale.drafts)
        except (OSError, subprocess.CalledProcessError) as error:
            return [Skipped("a repository", f"git cannot make one: {error}.")]
        environ = bare(folder / "cache")
        every, one = f"{scale.drafts:,} drafts", "one draft"
        all_jobs, in_json = f"{every}, all jobs", f"{every} in JSON, all jobs"
        commands = {
            every: _inside(repository, (environment.rulebook, "check", *LAW, "--jobs", "1", "drafts"), environ),
            all_jobs: _inside(repository, (environment.rulebook, "check", *LAW, "drafts"), environ),
            in_json: _inside(repository, (environment.rulebook, "check", *LAW, "--format", "json", "drafts"), environ),
            one: _inside(repository, (environment.rulebook, "check", *LAW, "drafts/d0.md"), environ),
            "one changed draft, --since": _inside(repository, (environment.rulebook, "check", *LAW, "--since", "HEAD", "drafts"), environ),
        }
        found, stopped = costs(commands, 1 if scale.drafts > 100 else scale.process_rounds)
        both = {every, all_jobs} <= set(found)
        times = (1 if scale.drafts > 100 else CLOCKED) if both else 0
        clocks = [(_clock(commands[every]), _clock(commands[all_jobs])) for _ in range(times)]
    rows: list[Row] = []
    if {every, one} <= set(found):
        whole, single = found[every], found[one]
        rows.append(Ratio(f"{every}, a draft", whole.seconds / scale.drafts / single.seconds, one, 1, _per_draft(whole.seconds, scale)))
        rows.append(Ratio(f"{every}, peak memory", whole.peak / single.peak, one, None, f"{whole.peak / 2**20:.0f} MB"))
    rows += [
        Ratio(f"{kind}, peak memory", found[kind].peak / found[one].peak, one, None, f"{found[kind].peak / 2**20:.0f} MB")
        for kind in (all_jobs, in_json)
        if {kind, one} <= set(found)
    ]
    if both:
        alone, together = (median(seconds) for seconds in zip(*clocks))
        said = f"{scale.drafts / together:.0f} drafts a second, beside {scale.drafts / alone:.0f}, on {_cores()} cores"
        rows.append(Ratio(f"{all_jobs}, by the clock", together / alone, f"{every}, one job", None, said))
        cpu = found[all_jobs].seconds
        rows.append(Ratio(f"{all_jobs}, CPU time", cpu / found[every].seconds, f"{every}, one job", None, f"{cpu:.1f} s of CPU"))
    if every in found and "one changed draft, --since" in found:
        since = found["one changed draft, --since"]
        rows.append(Ratio("one changed draft, --since", since.seconds / found[every].seconds, every, None, f"{since.seconds:.2f} s of CPU"))
    return rows + stopped


def _fill(repository: Path, count: int) -> None:
    """Make a repository of so many drafts, all committed but for a change in the first."""
    (repository / "drafts").mkdir(parents=True)
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(CHECKOUT, "examples", "decided").glob("*-*.md"))]
    for number in range(count):
        text = f"{texts[number % len(texts)]}\nThis is text {number} of the collection.\n"
        (repository / "drafts" / f"d{number}.md").write_text(text, encoding="utf-8")
    who = ("-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "All drafts")):
        subprocess.run(["git", *who, *words], cwd=repository, check=True, capture_output=True)
    first = repository / "drafts" / "d0.md"
    first.write_text(first.read_text(encoding="utf-8") + "\nA sentence more.\n", encoding="utf-8")


def _inside(folder: Path, words: Sequence[str], environ: Mapping[str, str]) -> Command:
    return Command(("/bin/sh", "-c", f"cd {shlex.quote(str(folder))} && exec {shlex.join(words)}"), environ)


def _clock(command: Command) -> float:
    """Return the seconds by the clock that a command takes."""
    start = time.perf_counter()
    subprocess.run(command.words, env=dict(command.environment), capture_output=True, check=False)
    return time.perf_counter() - start


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _per_draft(seconds: float, scale: Scale) -> str:
    return f"{seconds / scale.drafts * 1000:.0f} ms of CPU a draft"

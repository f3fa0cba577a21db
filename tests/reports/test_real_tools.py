"""Tools of others read our reports. They are not needed to work on the project: where one is absent, its test is skipped."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from rulebook.reports import Manner, writer
from tests.reports.reporting import NINE, everywhere, report, reviewed

__all__: list[str] = []

MULTITOOL = shutil.which("Sarif.Multitool")


@pytest.mark.skipif(MULTITOOL is None, reason="Sarif.Multitool (npm: @microsoft/sarif-multitool-linux) is not on the path")
@pytest.mark.parametrize("name", ["sarif", "sarif-full"])
def test_the_validator_of_the_sarif_authors_finds_no_error(name: str, tmp_path: Path) -> None:
    assert MULTITOOL is not None
    for number, made in enumerate((report(NINE), reviewed(), everywhere("§ <b> `x` {0} [a](b)"))):
        log, found = tmp_path / f"{number}.sarif", tmp_path / f"{number}.found.sarif"
        log.write_text(writer(name).write(made, Manner()), encoding="utf-8")
        rules = ("--rule-kind", "Sarif;Ghas", "--level", "Error", "--kind", "Fail")
        subprocess.run([MULTITOOL, "validate", str(log), "--output", str(found), *rules], capture_output=True, check=False, timeout=120)
        results = json.loads(found.read_text(encoding="utf-8"))["runs"][0]["results"]  # it ends with 0 whatever it finds
        assert [(result["ruleId"], result["message"].get("arguments")) for result in results] == []

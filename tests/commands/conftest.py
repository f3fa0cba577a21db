"""What the tests of commands share: a folder with rules and drafts, and a cache of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports.reporting import NINE, RULES

__all__: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the cache of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RULEBOOK_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("COLUMNS", raising=False)
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder, with `a.rules`, a draft that fails, one that passes and one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    Path("a.rules").write_text(RULES, encoding="utf-8")
    Path("fails.md").write_text(NINE, encoding="utf-8")
    Path("passes.yaml").write_text("legal orders: [eu]\nfacts: {longest: 5 months, space: 4}\n", encoding="utf-8")
    Path("latin.md").write_bytes(b"D\xe9tention\n")
    return tmp_path

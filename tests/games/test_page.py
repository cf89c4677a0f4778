"""The page on games: its examples run, and every name in its table exists."""

import doctest
import importlib
import re


def test_examples_run(root):
    result = doctest.testfile(str(root / "docs" / "games.md"), module_relative=False)
    assert result.attempted > 10
    assert result.failed == 0


def test_table_names_what_exists(root):
    rows = re.findall(r"^\|[^|]+\|([^|]+)\|", (root / "docs" / "games.md").read_text("utf-8"), re.MULTILINE)
    named = set()
    for cell in rows:
        for module, first, rest in re.findall(r"`(\w+)\.(\w+)`((?:, `\w+`)*)", cell):
            named |= {(module, name) for name in (first, *re.findall(r"\w+", rest))}
    assert len(named) > 30
    for module, name in named:
        assert callable(getattr(importlib.import_module(f"corridor.games.{module}"), name))

"""Every example runs as its reader would run it."""

import os
import runpy
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs_and_says_something(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert os.access(path, os.R_OK)
    runpy.run_path(str(path), run_name="__main__")
    assert capsys.readouterr().out.strip()

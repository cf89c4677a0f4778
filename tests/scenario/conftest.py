"""A small scenario to spoil."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor.errors import ScenarioError
from corridor.scenario.load import library_path, load


@pytest.fixture(scope="session")
def teaching() -> str:
    """Text of the teaching scenario, without its evidence, so that it stands alone."""
    text = library_path("teaching-six").read_text(encoding="utf-8")
    assert "\nevidence: evidence.csv\n" in text
    return text.replace("\nevidence: evidence.csv\n", "\n")


@pytest.fixture
def refused() -> Callable[[Path], list[str]]:
    """Load what must be refused, and return the lines that say why."""

    def lines(path: Path) -> list[str]:
        with pytest.raises(ScenarioError) as error:
            load(path)
        assert str(error.value) == "\n".join(error.value.problems)
        return error.value.problems

    return lines


@pytest.fixture
def spoilt(tmp_path: Path, teaching: str, refused: Callable[[Path], list[str]]) -> Callable[..., list[str]]:
    """Replace texts that stand once in the teaching scenario, and return the lines that say what is wrong.

    The line number is told as lines after the first change, ``+0`` being its own, so that the teaching scenario can
    be edited without touching every test.
    """

    def lines(*changes: tuple[str, str]) -> list[str]:
        text = teaching
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        first = teaching[: teaching.index(changes[0][0])].count("\n") + 1
        path = tmp_path / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        told = [re.fullmatch(f"{re.escape(str(path))}:([0-9]+): (.*)", line) for line in refused(path)]
        return [f"{int(found[1]) - first:+d} {found[2]}" if found else "no file and line" for found in told]

    return lines

"""A library name or a path becomes a checked ``Scenario``, or one error that lists everything to correct."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corridor.errors import ScenarioError, nearest
from corridor.scenario import geography, yaml_text
from corridor.scenario.crosscheck import contradictions
from corridor.scenario.explain import explain
from corridor.scenario.fields import KeyPath
from corridor.scenario.problems import Problem, failed, told
from corridor.scenario.published import json_schema
from corridor.scenario.schema import Scenario
from corridor.scenario.written import dump

__all__ = ["dump", "folder_of", "from_data", "json_schema", "library", "library_path", "load"]

LIBRARY = Path(__file__).parent / "library"
FILE_NAME = "scenario.yaml"


def library() -> list[str]:
    """Names of the scenarios that ship with the package, in alphabetical order."""
    return sorted(p.parent.name for p in LIBRARY.glob(f"*/{FILE_NAME}") if not p.parent.name.startswith("_"))


def library_path(name: str) -> Path:
    """The scenario file of a library name.

    Raises:
        ScenarioError: no scenario has this name.
    """
    names = library()
    if name not in names:
        raise ScenarioError(f"{name}: no file, and no scenario of the library, has this name{nearest(name, names)}")
    return LIBRARY / name / FILE_NAME


def file_of(name_or_path: str | Path) -> Path:
    """The scenario file meant by a library name, a folder or a path.

    A text that is a name of the library means that, whatever stands in the working directory; ``./name`` is a folder.

    Raises:
        ScenarioError: there is no such file, folder or name; the folder holds no scenario.
    """
    name, path = str(name_or_path), Path(name_or_path)
    if name_or_path in library():
        return library_path(name)
    try:
        if path.is_dir():
            if not (path / FILE_NAME).exists():
                raise ScenarioError(f"{path}: is a directory without {FILE_NAME}")
            return path / FILE_NAME
        if path.exists():
            return path
    except (OSError, ValueError) as error:  # a name too long for a file, or with a null byte
        raise ScenarioError(f"{name[:60]!r}: no file can have this name ({error.__class__.__name__})") from None
    if path.suffix or len(path.parts) != 1:
        raise ScenarioError(f"{path}: no such file")
    return library_path(name)


def folder_of(name_or_path: str | Path) -> Path:
    """The folder that holds the scenario file, its evidence and its geography.

    Raises:
        ScenarioError: as ``file_of``.
    """
    return file_of(name_or_path).parent


def load(name_or_path: str | Path) -> Scenario:
    """Load and check a scenario.

    Args:
        name_or_path: a name of the library, a scenario file, or a folder that holds ``scenario.yaml``.

    Raises:
        ScenarioError: it can't be read, or is not a valid scenario. ``problems`` has one line for each thing to
            correct: file, line, path in the file, what was given, what is allowed, the nearest valid name.
    """
    path = file_of(name_or_path)
    text = yaml_text.read(path)
    data, lines = yaml_text.parse(text, str(path))
    if data is None:
        raise ScenarioError(f"{path}: is empty; expected a scenario (`corridor new NAME` writes one to start from)")
    return from_data(data, str(path), lines, folder=path.parent)


def from_data(
    data: Any, where: str, lines: Mapping[KeyPath, int] | None = None, folder: Path | None = None
) -> Scenario:
    """A scenario from plain data, checked whole.

    Args:
        data: what the file holds: mappings, lists, texts, numbers, dates.
        where: the name for error messages.
        lines: line of each path, if the data come from a file.
        folder: where the geography and the evidence that the scenario names are looked for; None: not at all.

    Raises:
        ScenarioError: with every problem, at most 20 told.
    """
    if not isinstance(data, dict):
        raise ScenarioError(f"{where}: expected a mapping with the keys of a scenario at the top level")
    if folder is not None:
        data = geography.filled(data, folder)
    problems: list[Problem] = []
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        raise failed(told(explain(error, data), data, where, lines)) from None
    problems = contradictions(scenario)
    if folder is not None and scenario.evidence is not None and not (folder / scenario.evidence).is_file():
        problems.append(Problem(("evidence",), f"got {scenario.evidence!r}; there is no such file beside the scenario"))
    if problems:
        raise failed(told(problems, data, where, lines))
    return scenario

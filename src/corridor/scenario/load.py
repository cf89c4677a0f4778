"""Read a scenario: a library name or a path becomes a checked ``Scenario``."""

from __future__ import annotations

from pathlib import Path

import yaml

from corridor.errors import ScenarioError, nearest
from corridor.scenario.schema import Scenario

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
    if name not in library():
        raise ScenarioError(f"{name}: no file and no scenario of the library has this name{nearest(name, library())}")
    return LIBRARY / name / FILE_NAME


def load(name_or_path: str | Path) -> Scenario:
    """Load a scenario by library name, or by the path of its file or folder."""
    path = Path(name_or_path)
    if path.is_dir():
        path = path / FILE_NAME
    elif not path.exists():
        path = library_path(str(name_or_path))
    return Scenario.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def folder_of(name_or_path: str | Path) -> Path:
    """The folder that holds the scenario file, its evidence and its geography."""
    path = Path(name_or_path)
    if path.is_dir():
        return path
    return path.parent if path.exists() else library_path(str(name_or_path)).parent

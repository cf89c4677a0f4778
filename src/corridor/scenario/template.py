"""A commented scenario to start from."""

from __future__ import annotations

import re
from pathlib import Path

from corridor.errors import ScenarioError
from corridor.scenario.load import FILE_NAME, LIBRARY

TEMPLATE = LIBRARY / "_template.yaml"
PLACEHOLDER = "new-scenario"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")


def write(name: str, folder: str | Path = ".") -> Path:
    """Write a commented scenario that loads as it stands.

    Args:
        name: its id, and the name of its folder: lower-case letters, digits, - and _.
        folder: where the folder is made.

    Returns:
        The path written, ``folder/name/scenario.yaml``.

    Raises:
        ScenarioError: the name is no id, the file exists, or it can't be written.
    """
    if not _NAME.fullmatch(name):
        raise ScenarioError(f"{name[:60]!r}: no scenario can have this name; expected at most 48 of a-z, 0-9, - and _")
    path = Path(folder) / name / FILE_NAME
    text = TEMPLATE.read_text(encoding="utf-8").replace(PLACEHOLDER, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ScenarioError(f"{path}: exists already; nothing was written over") from None
    except OSError as error:
        raise ScenarioError(f"{path}: can't be written ({error.strerror})") from None
    return path

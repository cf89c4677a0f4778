"""YAML text to plain data, and the line on which each part of it stands.

A scenario needs a small, safe part of YAML: mappings, lists and scalars. Anchors and aliases (with which a few lines
can stand for gigabytes), tags and duplicate keys are refused. Plain scalars follow YAML 1.2: ``1e-3`` is a number,
``010`` is ten, and ``no`` is a word.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from corridor.errors import ScenarioError
from corridor.scenario.fields import KeyPath
from corridor.scenario.problems import failed

MAX_BYTES = 10_000_000
MAX_DEPTH = 20
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?[0-9]+(_[0-9]+)*")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(_[0-9]+)*(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_SPECIAL = re.compile(r"\.(inf|nan)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Text(NamedTuple):
    """A parsed file."""

    data: Any
    """Mappings as dict, lists as list, scalars as str, int, float, bool, date or None."""
    lines: dict[KeyPath, int]
    """The line, from 1, of every key and list item."""


def read(path: Path) -> str:
    """The text of a file.

    Raises:
        ScenarioError: it is missing, a directory, larger than ``MAX_BYTES``, unreadable, or not UTF-8.
    """
    try:
        if not path.is_file():
            what = "is a directory" if path.is_dir() else "is no regular file" if path.exists() else "does not exist"
            raise ScenarioError(f"{path}: {what}; expected a scenario file")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ScenarioError(
                f"{path}: got {size / 1e6:.0f} MB; a scenario file has at most {MAX_BYTES / 1e6:.0f} MB; "
                "put claims into the evidence file and outlines into the geography file"
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScenarioError(f"{path}:{line}: not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{path}: can't be read ({getattr(error, 'strerror', None) or error})") from None


def parse(text: str, where: str) -> Text:
    """YAML text as plain data with lines.

    Args:
        text: the file's content.
        where: the name for error messages.

    Raises:
        ScenarioError: it is not YAML, or uses a part of YAML that is refused here.
    """
    builder = _Builder(yaml.parse(text, Loader=_LOADER), where)
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        context = f" ({error.context})" if error.context else ""
        raise ScenarioError(f"{where}{line}: not valid YAML: {error.problem}{context}") from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise ScenarioError(f"{where}: not valid YAML: {reason}") from None
    if builder.problems:
        raise failed(builder.problems)
    return Text(data, builder.lines)


def scalar(text: str) -> Any:
    """A plain (unquoted) scalar as null, bool, int, float or date; text if it is none of them."""
    if text in _WORDS or text.lower() in ("true", "false", "null"):
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text) and len(text) <= 300:  # longer ones are no finite float, and slow to convert
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(_SPECIAL.sub(r"\1", text.replace("_", "").lower()))
    if _DATE.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            return text
    return text


class _Builder:
    """Builds data from parser events, without recursion into anything that has not been counted."""

    def __init__(self, events: Iterator[Any], where: str) -> None:
        self.events = events
        self.where = where
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[str] = []

    def document(self) -> Any:
        """The data of the one document of the text."""
        data, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.error(event, "a second document ('---') starts here; a scenario is one document")
            elif isinstance(event, yaml.NodeEvent):
                data = self.node(event, ())
        return data

    def node(self, event: Any, path: KeyPath) -> Any:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.error(event, f"anchors and aliases ({event.anchor!r}) are not allowed; write the text out")
        if event.tag not in (None, "!"):
            raise self.error(event, f"the tag {event.tag!r} is not allowed; write a plain value")
        if len(path) > MAX_DEPTH:
            raise self.error(event, f"nested more than {MAX_DEPTH} deep; a scenario needs fewer than 10 levels")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return scalar(event.value) if event.implicit[0] else event.value

    def mapping(self, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None:
                raise self.error(event, "a key must be a plain name, without anchor")
            key, line = event.value, event.start_mark.line + 1
            here = (*path, key)
            if key in data:
                dotted = ".".join(map(str, here))
                self.problems.append(f"{self.where}:{line}: {dotted}: duplicate key; first on line {self.lines[here]}")
            self.lines.setdefault(here, line)
            value = self.node(next(self.events), here)
            data.setdefault(key, value)
        return data

    def sequence(self, path: KeyPath) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            data.append(self.node(event, (*path, len(data))))
        return data

    def error(self, event: Any, text: str) -> ScenarioError:
        return ScenarioError(f"{self.where}:{event.start_mark.line + 1}: {text}")

"""A scenario back as text: what a run folder keeps, and what ``--set`` edits."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel

from corridor.scenario.quantity import Quantity
from corridor.scenario.schema import Scenario
from corridor.scenario.yaml_text import scalar


def dump(scenario: Scenario) -> str:
    """The scenario as YAML text that loads back to an equal scenario.

    Defaults are written out, so that the text says what was run whatever the defaults of a later version are.
    """
    return yaml.dump(plain(scenario), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=118)


def plain(part: Any) -> Any:
    """A scenario, or a part of one, as mappings, lists and scalars; keys left empty by default are left out."""
    if isinstance(part, BaseModel):
        fields = {name: getattr(part, name) for name in type(part).model_fields}
        empty = {n for n, value in fields.items() if value is None and not type(part).model_fields[n].is_required()}
        content = {name: plain(value) for name, value in fields.items() if name not in empty}
        return _Inline(content) if isinstance(part, Quantity) else content
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        inline = not any(isinstance(value, BaseModel) for value in part)
        return _InlineList(part) if inline else [plain(value) for value in part]
    return part


_BREAKS = set("\r\x85\u2028\u2029")
"""Line breaks of some readers."""


class _Inline(dict[str, Any]):
    """A mapping written in one line, ``{...}``."""


class _InlineList(list[Any]):
    """A list written in one line, ``[...]``."""


class _Dumper(yaml.SafeDumper):
    """Writes what ``yaml_text`` reads back."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if not isinstance(scalar(text), str):
        style = "'"  # YAML 1.2 reads more texts as numbers than the writer expects
    if _BREAKS & set(text):
        style = '"'  # only there are they escaped, and not folded into a plain break
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    text = repr(number)  # the shortest text that reads back as the same number; YAML 1.1 wants a point before the e
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else text.replace("e", ".0e"))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
_Dumper.add_representer(_Inline, lambda d, content: d.represent_mapping("tag:yaml.org,2002:map", content, True))
_Dumper.add_representer(_InlineList, lambda d, content: d.represent_sequence("tag:yaml.org,2002:seq", content, True))

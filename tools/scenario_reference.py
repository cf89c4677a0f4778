"""Write docs/scenario-format.md, the reference of every field of a scenario file, from the schema's own declarations.

Usage: python tools/scenario_reference.py
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from corridor.scenario.allowed import expected, unit_and_range
from corridor.scenario.fields import Spot, by_kind, item_of, section_of
from corridor.scenario.kinds import BUILT_IN, LEVERS
from corridor.scenario.quantity import DISTRIBUTIONS, Quantity, meaning_of
from corridor.scenario.schema import Scenario
from corridor.scenario.yaml_text import MAX_BYTES, MAX_DEPTH

PAGE = Path(__file__).parents[1] / "docs" / "scenario-format.md"
HEAD = "| key | meaning | unit or form, and range | default | source of the default |\n|---|---|---|---|---|"

OPENING = f"""# The scenario format

<!-- Written by tools/scenario_reference.py from the schema. Edit the schema, run the tool, commit both. -->

A scenario is one YAML file, `scenario.yaml`, in a folder of its own, with its evidence beside it.

- `corridor new NAME` writes a commented one to start from. The library's `teaching-six` is a small case to learn from.
- `corridor check FILE` lists everything that is wrong with a file: line, key, what was given, what is allowed, and the
  nearest valid name.
- `corridor schema` prints the JSON Schema, with which an editor completes and checks keys as they are typed.

## Quantities

Every uncertain number is a quantity, in one of three forms, with its unit and its source:

```yaml
{{value: 8000, unit: persons, source: un-envoy}}
{{range: [6000, 8000], unit: persons, source: minister}}                      # uniform between the two
{{distribution: lognormal, median: 0.02, sigma: 0.6, unit: 1/day, source: "judgement: once in a month or two"}}
```

- A field takes one unit only, the one in the tables below. A pure number's unit is `"1"`.
- `source` is an id of the section `sources`, or `judgement: why`. A guess is a legal source if it says that it is one;
  every run lists the numbers that rest on judgement.
- `published` is the day on which the figure became public, if not the source's own date. A forecast as of a day uses
  nothing that was published later.
- A distribution is cut off at the field's range.

The distributions and their parameters: {"; ".join(f"`{name}` ({', '.join(p)})" for name, p in DISTRIBUTIONS.items())}.

## What a file must keep to

- UTF-8, at most {MAX_BYTES // 1_000_000} MB, nested at most {MAX_DEPTH} deep, one document. Anchors, aliases, tags and
  duplicate keys are refused. Plain scalars follow YAML 1.2: `1e-3` is a number, `no` is a word.
- Unknown keys are refused. An id is of lower-case letters, digits, - and _, at most 48, and unique in its table.
- Adjacency is mutual. A route, its depot and the groups that are replaced by it are of one camp; so are a group, its
  command and its depot.
- There is a pocket: a zone with `pocket: true` and `held` below 1; a besieged group with `inside: true`; a besieger.
- The timeline and the dates of the questions stand in order. An outcome (`control`, `arrival`) is not public before it
  happens; a decision may be announced.
- A party is nobody's patron by a circle; one party a camp is its `principal`; the powers of a party's factions sum to 1
  at the middles of their ranges, within 0.02. A group's `party` is of its camp or in neither; `command_share` needs a
  command that is `joint: true`.
- A plan names those who may propose it and those who must accept it; where channels are stated, one of the first is one
  of the second or reaches one by a channel. What withdraws stands inside the pocket; what is separated is not the
  spoiler group; a freed road is named. `after` is another provision of the plan, without a circle. What must be done is
  due before the plan's term runs out.
- What happened to a plan lies on day 0 or later; a provision is kept, broken or failed while the timeline has its plan
  in force.
- With `geography: file.geojson`, zones may leave out `at`, `area_km2` and `neighbours`; what they do say stands.

## Kinds of provision

A provision's `kind` is one of these, or one of the section `kinds`, which takes the same columns and may redefine them.
What a provision states itself (`effect`, `capability`, ...) stands before its kind's. What a lever moves, the obligor
keeping the provision and `e` being its effect, stands in the second table.

@kinds

## One changed value

`--set path=value` changes one value and checks the result like the file. The path is dotted; an entry of a list goes by
its id or its position from 0: `groups.garrison.strength=900`, `parameters.assault.tempo_calm=[0.1,0.3]`,
`timeline.3.level=0.2`. A number or a pair set on a quantity takes the field's unit and the source "judgement: set by
the user".
"""


LEVER_MEANINGS = {
    "fire": "ground attacks of the obligor's camp fall by e",
    "air": "bombardment falls by e",
    "aid": "food for e of a day's rations comes in",
    "road": "the named route carries at least e of its flow",
    "exit": "civilians can leave, to e",
    "withdraw": "the named groups leave the pocket, e of them a day",
    "separate": "the named groups part from the spoiler group",
    "ground": "the named zones go to the other camp, e of them a day",
    "rule": "who runs the pocket is settled, worth e of what is left of it to the besieger",
    "watch": "of breaches that would go unseen e is seen",
    "escort": "those who leave are safe, to e",
    "exchange": "people elsewhere are let go, for all to see",
    "target": "the spoiler group loses e of its fighters a day",
    "amnesty": "e of the besieged fighters lay down arms a day",
}


def page() -> str:
    """The whole page."""
    parts = [OPENING.replace("@kinds", kinds()), "## Every field\n"]
    done: set[type[BaseModel]] = {Quantity}
    _section(Scenario, "", parts, done)
    parts.append("### A quantity\n")
    parts.append(_table(Quantity))
    return "\n".join(parts)


def kinds() -> str:
    """The built-in kinds of provision and the levers they pull, as tables."""
    head = "| kind | what is promised | lever | done | effect | capability | kills |\n|---|---|---|---|---|---|---|"
    rows = [
        f"| `{k.id}` | {k.meaning} | `{k.lever}` | {'once' if k.once else 'every day'} | "
        f"{k.effect.text()} | {k.capability.text()} | {k.kills.text()} |"
        for k in BUILT_IN
    ]
    levers = ["", "| lever | what it moves |", "|---|---|"]
    levers += [f"| `{lever}` | {LEVER_MEANINGS[lever]} |" for lever in LEVERS]
    return "\n".join([head, *rows, *levers])


def _section(section: type[BaseModel], path: str, parts: list[str], done: set[type[BaseModel]]) -> None:
    """Append a section's table, then those of the sections inside it, each once."""
    done.add(section)
    parts.append(f"### {f'`{path}`' if path else 'The file'}\n")
    parts.append(f"{(section.__doc__ or '').strip()}\n")
    parts.append(_table(section))
    for name, field in section.model_fields.items():
        below = f"{path}.{name}" if path else name
        annotation = item_of(field.annotation) or field.annotation
        inner = section_of(annotation)
        if inner is not None and inner not in done:
            _section(inner, below, parts, done)
        for kind, entry in by_kind(annotation).items():
            _section(entry, f"{below}, kind: {kind}", parts, done)


def _table(section: type[BaseModel]) -> str:
    return "\n".join([HEAD, *(_row(name, field) for name, field in section.model_fields.items())]) + "\n"


def _row(name: str, field: FieldInfo) -> str:
    default, source = _default(field)
    cells = (f"`{name}`", meaning(field), _form(field), default, source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def meaning(field: FieldInfo) -> str:
    """What a field means: its own words, or those of the section that stands there."""
    inner = section_of(item_of(field.annotation) or field.annotation)
    declared = meaning_of(field)
    words = field.description or (inner.__doc__ if inner else "") or ""
    if declared is not None:  # the description repeats unit and range for the JSON Schema
        words = words.rsplit(" [", 1)[0]
    return words.strip().splitlines()[0].rstrip(".") if words.strip() else ""


def _form(field: FieldInfo) -> str:
    declared = meaning_of(field)
    if declared is not None:
        return unit_and_range(declared)
    if section_of(field.annotation) is not None:
        return "a section"
    return expected(Spot(field.annotation, field, None)).split(":")[0]  # what an id is made of is told above


def _default(field: FieldInfo) -> tuple[str, str]:
    """A field's default as it would be written, and where it comes from."""
    if field.is_required():
        return "required", ""
    value: Any = field.default
    if value is PydanticUndefined:
        made = field.default_factory() if field.default_factory else None  # type: ignore[call-arg]
        return ("none" if made == [] or made == {} else "as below"), ""
    if isinstance(value, Quantity):
        return value.text(), value.source
    if value is None:
        return "none", ""
    return (str(value).lower() if isinstance(value, bool | datetime.date) else str(value)), ""


def main() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

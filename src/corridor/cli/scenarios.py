"""Commands about scenarios: check, show, list, schema, new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corridor.cli.app import Json, Name, Sets, app, print_json, scenario_of

if TYPE_CHECKING:
    from corridor.scenario.schema import Scenario


def _ledger(name: str, scenario: Scenario) -> Any:
    from corridor.evidence.ledger import read
    from corridor.scenario.load import folder_of

    return read(folder_of(name) / scenario.evidence, scenario) if scenario.evidence else None


def _about(name: str, scenario: Scenario) -> dict[str, Any]:
    from corridor.evidence.ledger import summary
    from corridor.scenario.priors import quantities

    named = list(quantities(scenario))
    ledger = _ledger(name, scenario)
    return {
        "id": scenario.meta.id,
        "title": scenario.meta.title,
        "summary": scenario.meta.summary,
        "case": scenario.meta.case,
        "start": scenario.period.start.isoformat(),
        "days": scenario.period.days,
        "zones": len(scenario.zones),
        "in the pocket": sum(z.pocket for z in scenario.zones),
        "groups": [f"{g.id} ({g.camp}, {g.strength.text()} persons)" for g in scenario.groups],
        "routes": [r.id for r in scenario.routes],
        "timeline entries": len(scenario.timeline),
        "parties": [p.id for p in scenario.parties],
        "plans": [p.id for p in scenario.plans],
        "accounts": [a.id for a in scenario.accounts],
        "known until": scenario.questions.known_until.isoformat(),
        "numbers": len(named),
        "uncertain": sum(n.quantity.uncertain for n in named),
        "on judgement": sum(n.quantity.on_judgement for n in named),
        "evidence": summary(ledger) if ledger is not None else None,
    }


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_flat(v)}" for k, v in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _print_about(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(show_header=False, box=None)
    for key, value in found.items():
        if value not in (None, [], ()):
            grid.add_row(Text(key, style="bold"), Text(_flat(value)))
    Console().print(grid)


@app.command()
def check(file: Name, as_json: Json = False) -> None:
    """Check a scenario file and its ledger of claims; say what is wrong and where."""
    scenario = scenario_of(file, None)
    found = _about(file, scenario)
    if as_json:
        print_json({"ok": True} | found)
        return
    claims = f", ledger of {len(_ledger(file, scenario).claims)} claims" if scenario.evidence else ""
    typer.echo(f"{scenario.meta.id}: good. {found['zones']} zones, {len(scenario.groups)} groups, {found['numbers']} "
               f"numbers of which {found['on judgement']} on judgement{claims}")  # fmt: skip


@app.command()
def show(
    name: Name,
    sets: Sets = None,
    numbers: Annotated[bool, typer.Option("--numbers", help="every number with unit and source")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="the ledger of claims")] = False,
    as_json: Json = False,
) -> None:
    """Show what a scenario holds."""
    from corridor.scenario.priors import quantities

    scenario = scenario_of(name, sets)
    found = _about(name, scenario)
    if numbers:
        found["numbers"] = {
            n.path: {"value": n.quantity.text(), "unit": n.quantity.unit, "source": n.quantity.source}
            for n in quantities(scenario)
        }
    if evidence:
        ledger = _ledger(name, scenario)
        found["claims"] = [c.model_dump(mode="json", exclude_none=True) for c in ledger.claims] if ledger else []
    if as_json:
        print_json(found)
    elif numbers:
        for path, n in found["numbers"].items():
            typer.echo(f"{path}: {n['value']} {n['unit']}  [{n['source']}]")
    elif evidence:
        for claim in found["claims"]:
            typer.echo("  ".join(f"{k}={v}" for k, v in claim.items() if k not in ("url", "note")))
    else:
        _print_about(found)


@app.command()
def scenarios(as_json: Json = False) -> None:
    """List the scenarios of the library."""
    from corridor.scenario.load import library, load

    found = {name: load(name).meta.title for name in library()}
    if as_json:
        print_json(found)
        return
    for name, title in found.items():
        typer.echo(f"{name:24} {title}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a scenario file."""
    from corridor.scenario.load import json_schema

    print_json(json_schema())


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="id of the new scenario: lower case, digits, - and _")],
    folder: Annotated[Path, typer.Option("--in", help="folder to make it in")] = Path("."),
) -> None:
    """Write a commented template of a scenario."""
    from corridor.scenario.template import write

    typer.echo(f"wrote {write(name, folder)}")

"""The command line: each command parses, calls one library function, prints what it says and where it saved.

Exit codes: 0 done; 1 the scenario, the data or a folder is wrong (says where); 2 usage; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corridor.errors import CorridorError

if TYPE_CHECKING:
    from corridor.ensemble.run import Progress
    from corridor.scenario.schema import Scenario

app = typer.Typer(
    help="Sieges and the talks that try to end them, simulated as one system.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Name = Annotated[str, typer.Argument(help="a library scenario, a scenario.yaml, or a folder that holds one")]
Json = Annotated[bool, typer.Option("--json", help="print plain data instead of a table")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="change a number, checked like the file; may be repeated"),
]


def _print_json(data: Any) -> None:
    typer.echo(json.dumps(data, indent=1, default=str, ensure_ascii=False))


def _scenario(name: str, changes: list[str] | None) -> Scenario:
    from corridor.scenario.change import apply
    from corridor.scenario.load import load

    scenario = load(name)
    return apply(scenario, changes) if changes else scenario


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
    scenario = _scenario(file, None)
    found = _about(file, scenario)
    if as_json:
        _print_json({"ok": True} | found)
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

    scenario = _scenario(name, sets)
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
        _print_json(found)
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
        _print_json(found)
        return
    for name, title in found.items():
        typer.echo(f"{name:24} {title}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a scenario file."""
    from corridor.scenario.load import json_schema

    _print_json(json_schema())


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="id of the new scenario: lower case, digits, - and _")],
    folder: Annotated[Path, typer.Option("--in", help="folder to make it in")] = Path("."),
) -> None:
    """Write a commented template of a scenario."""
    from corridor.scenario.template import write

    typer.echo(f"wrote {write(name, folder)}")


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar with members a second, on the terminal's error stream."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("members"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("run", total=None, rate="compiling")
        started, first = time.perf_counter(), 0

        def tick(done: int, wanted: int) -> None:
            nonlocal started, first
            if first == 0:
                started, first = time.perf_counter(), done
            spent = time.perf_counter() - started
            rate = f"{(done - first) / spent:,.0f}/s" if spent > 0 and done > first else "..."
            bar.update(task, total=wanted, completed=done, rate=rate)

        yield tick


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CorridorError(f"--until-known: got {text!r}, expected a date like 2001-12-31") from None


@app.command()
def run(
    name: Name,
    members: Annotated[int, typer.Option(help="size of the ensemble")] = 10_000,
    seed: Annotated[int, typer.Option(help="root of all draws")] = 0,
    days: Annotated[int | None, typer.Option(help="days from the scenario's start; its own number if left out")] = None,
    until_known: Annotated[
        str | None, typer.Option("--until-known", metavar="DATE", help="last day of history that is imposed")
    ] = None,
    impose: Annotated[str, typer.Option(help="record (decisions and control), decisions, or nothing")] = "record",
    out: Annotated[Path | None, typer.Option(help="run folder; runs/NAME if left out")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace a run that is there")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="go on with an interrupted run")] = False,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Simulate an ensemble of one siege and say how it ends."""
    if force and resume:
        raise typer.BadParameter("--force and --resume exclude each other")
    scenario, until = _scenario(name, sets), _date(until_known)
    from corridor.ensemble.run import simulate

    folder = out or Path("runs") / scenario.meta.id
    with _progress(as_json) as progress:
        done = simulate(scenario, members, seed, days, known_until=until, impose=impose, out=folder, force=force,
                        resume=resume, progress=progress)  # fmt: skip
    from rich.console import Console

    from corridor.report.table import facts, table

    if as_json:
        _print_json(facts(done))
    else:
        Console(width=None if sys.stdout.isatty() else 118).print(table(done), highlight=False, markup=False)
    if not done.complete:
        raise typer.Exit(130)


def main() -> None:
    """Run the command line; a user's mistake is one clear message and exit code 1, never a traceback."""
    try:
        app(standalone_mode=True)
    except CorridorError as error:
        typer.echo(f"corridor: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()

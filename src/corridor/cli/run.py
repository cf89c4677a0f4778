"""The command that simulates: an ensemble with its table, or one member with its chronicle."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corridor.cli.app import Json, Name, Sets, app, print_json, scenario_of
from corridor.errors import CorridorError

if TYPE_CHECKING:
    from corridor.ensemble.result import Run
    from corridor.ensemble.run import Progress
    from corridor.foresight.store import Foresight
    from corridor.scenario.schema import Scenario


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


def _tell(scenario: Scenario, member: int, as_json: bool, **asked: Any) -> None:
    from corridor.ensemble.one import one
    from corridor.report.questions import PROVIDERS
    from corridor.report.story import facts, printed

    found = one(scenario, member, **asked)
    if as_json:
        print_json(facts(found))
    else:
        typer.echo(printed(found, PROVIDERS[asked["parties"]]))


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
    parties: Annotated[
        str | None,
        typer.Option(
            help="who decides: parties by foresight (fitted on the simulated war), by reduced values, or none (the war "
            "alone); left out: foresight, after a table by reduced values where it is not fitted yet"
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="run folder; runs/NAME if left out")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace a run that is there")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="go on with an interrupted run")] = False,
    member: Annotated[int | None, typer.Option(help="with --story: the member whose history is told")] = None,
    tell: Annotated[bool, typer.Option("--story", help="tell one member's history; writes no run folder")] = False,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Simulate an ensemble of one siege and say how it ends; or tell one member's history."""
    if tell != (member is not None):
        raise typer.BadParameter("--member N and --story go together")
    if force and resume:
        raise typer.BadParameter("--force and --resume exclude each other")
    scenario, until = scenario_of(name, sets), _date(until_known)
    asked: dict[str, Any] = dict(seed=seed, days=days, known_until=until, impose=impose)
    fit = _fit(scenario, parties, until, impose)
    if member is not None:
        by = parties or ("foresight" if fit else "reduced")
        _tell(scenario, member, as_json, **asked, parties=by, foresight=fit)
        return
    save = dict(out=out or Path("runs") / scenario.meta.id, force=force, resume=resume)
    if parties is None and fit is None:
        first = _run(scenario, members, as_json, **asked, **(save if not _decides(scenario) else {}), parties="reduced")
        if not _decides(scenario) or not first.complete:
            raise typer.Exit(0 if first.complete else 130)
        fit = _fit(scenario, "foresight", until, impose, as_json)
    by = parties or "foresight"
    done = _run(scenario, members, as_json, **asked, **save, parties=by, foresight=fit)
    if not done.complete:
        raise typer.Exit(130)


def _decides(scenario: Scenario) -> bool:
    """Whether somebody decides for a camp, so that there is something to foresee."""
    return any(party.principal for party in scenario.parties)


def _fit(
    scenario: Scenario, parties: str | None, until: datetime.date | None, impose: str, quiet: bool = False
) -> Foresight | None:
    """What parties expect: made now if they are asked to decide by it, else only if it is at hand."""
    if parties not in (None, "foresight"):
        return None
    from corridor.cli.foresight import fitted
    from corridor.ensemble.plan import imposed
    from corridor.ensemble.run import use_compilation_cache
    from corridor.foresight.foresee import at_hand

    use_compilation_cache()
    if parties is None:
        return at_hand(scenario, known_until=until, impose=imposed(impose))
    return fitted(scenario, until, imposed(impose), quiet)


def _run(scenario: Scenario, members: int, as_json: bool, **asked: Any) -> Run:
    """One run and its table."""
    from rich.console import Console

    from corridor.ensemble.run import simulate
    from corridor.report.table import facts, table

    with _progress(as_json) as progress:
        done = simulate(scenario, members, progress=progress, **asked)
    if as_json:
        print_json(facts(done))
    else:
        Console(width=None if sys.stdout.isatty() else 118).print(table(done), highlight=False, markup=False)
    return done

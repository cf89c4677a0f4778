"""The command that fits what parties expect, and what ``run`` needs of it."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corridor.cli.app import Json, Name, Sets, app, print_json, scenario_of

if TYPE_CHECKING:
    from corridor.foresight.fit import Round
    from corridor.foresight.store import Foresight
    from corridor.model.history import Impose
    from corridor.scenario.schema import Scenario


@contextmanager
def rounds(quiet: bool, most: int) -> Iterator[Callable[[Round], None] | None]:
    """A bar of rounds on the terminal's error stream."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("fitting what parties expect: rounds"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[moved]}"), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("fit", total=most, moved="compiling")

        def tick(done: Round) -> None:
            moved = "" if done.number == 1 else f"answers moved by {done.moved:.3f}"
            bar.update(task, completed=done.number, moved=moved)

        yield tick


def fitted(scenario: Scenario, until: datetime.date | None, impose: Impose, quiet: bool) -> Foresight:
    """The fit of the default settings, made now unless it was before, with its gaps."""
    from corridor.foresight.foresee import ROUNDS, at_hand, foresee

    made = at_hand(scenario, known_until=until, impose=impose)
    if made is not None and made.about["gaps"]:
        return made
    typer.echo("fitting what each party expects: some minutes, once for this scenario as it stands "
               "(--parties reduced does without)", err=True)  # fmt: skip
    with rounds(quiet, ROUNDS) as progress:
        return foresee(scenario, known_until=until, impose=impose, measure=True, progress=progress)


@app.command()
def foresee(
    name: Name,
    members: Annotated[int, typer.Option(help="members of each account's world in a round")] = 1024,
    most: Annotated[int, typer.Option("--rounds", help="rounds at most")] = 10,
    seed: Annotated[int, typer.Option(help="root of all draws")] = 0,
    until_known: Annotated[
        datetime.datetime | None, typer.Option("--until-known", formats=["%Y-%m-%d"], help="last day of known history")
    ] = None,
    impose: Annotated[str, typer.Option(help="record (decisions and control), decisions, or nothing")] = "record",
    common: Annotated[bool, typer.Option("--common", help="all parties hold the scenario's own prior")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="fit again even if the same fit is there")] = False,
    out: Annotated[Path | None, typer.Option(help="also write the fit to this file, to ship with a scenario")] = None,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Fit what each party expects if it fights on; say how well the fit holds."""
    from corridor.ensemble.plan import imposed
    from corridor.ensemble.run import use_compilation_cache
    from corridor.foresight.foresee import foresee as fit
    from corridor.foresight.store import save
    from corridor.report.foresight import table

    use_compilation_cache()
    scenario, until = scenario_of(name, sets), None if until_known is None else until_known.date()
    with rounds(as_json, most) as progress:
        made = fit(scenario, members, most, seed, known_until=until, impose=imposed(impose), common=common, fresh=fresh,
                   measure=True, progress=progress)  # fmt: skip
    if out is not None:
        save(made, out)
    if as_json:
        print_json(made.about)
        return
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else 118).print(table(made.about), highlight=False, markup=False)

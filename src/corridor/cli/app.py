"""The program and what its commands share: options, reading a scenario, printing plain data.

Each command parses, calls one library function, prints what it says and where it saved. Exit codes: 0 done; 1 the
scenario, the data or a folder is wrong (says where); 2 usage; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
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


def print_json(data: Any) -> None:
    """Print plain data."""
    typer.echo(json.dumps(data, indent=1, default=str, ensure_ascii=False))


def scenario_of(name: str, changes: list[str] | None) -> Scenario:
    """The scenario of that name, with the numbers changed."""
    from corridor.scenario.change import apply
    from corridor.scenario.load import load

    scenario = load(name)
    return apply(scenario, changes) if changes else scenario

"""Where the program starts."""

from __future__ import annotations

import sys

import typer

from corridor.cli import foresight, run, scenarios
from corridor.cli.app import app
from corridor.errors import CorridorError

COMMANDS = (scenarios, run, foresight)
"""Importing these adds their commands to the program."""


def main() -> None:
    """Run the command line; a user's mistake is one clear message and exit code 1, never a traceback."""
    try:
        app(standalone_mode=True)
    except CorridorError as error:
        typer.echo(f"corridor: {error}", err=True)
        sys.exit(1)

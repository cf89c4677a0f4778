"""The command line."""

from corridor.cli.app import app as app
from corridor.cli.entry import main as main

"""What every test shares: strict JAX, shapes checked at run time, a Hypothesis profile, data beside the checkout."""

import os
from pathlib import Path

# Set before anything imports JAX, and by the environment: a test that needs no JAX doesn't pay for its import, and
# programs that a test starts are as strict.
os.environ["JAX_NUMPY_RANK_PROMOTION"] = "raise"
os.environ["JAX_NUMPY_DTYPE_PROMOTION"] = "strict"

import pytest
from hypothesis import HealthCheck, settings
from jaxtyping import install_import_hook

CHECKED = ("corridor.rng", "corridor.draws", "corridor.model", "corridor.engine")
"""Modules whose annotated shapes and types are checked at every call; off outside the tests, where they cost time."""

install_import_hook(CHECKED, "beartype.beartype")

# No deadlines and no complaint about slow drawing: two workers on two cores, and JAX compiling, are slow at times.
settings.register_profile("local", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party data and reference figures beside the checkout; without it the test is skipped."""
    path = ROOT.parent / "shared"
    if not (path / "data").is_dir():
        pytest.skip("no ../shared/data beside the checkout: third-party files are not part of the repository")
    return path

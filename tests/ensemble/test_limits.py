"""From a scenario file's data to a run's summary: a siege whose answer is known comes out of the whole pipe.

The mechanisms' own limits are tested beside them; this is about what lies around them: paths, units, tables, days.
"""

import datetime
from typing import Any

import numpy as np
import pytest

from corridor.ensemble.run import simulate
from corridor.scenario import schema
from corridor.scenario.fields import section_of
from corridor.scenario.load import from_data
from corridor.scenario.parameters import Parameters
from corridor.scenario.quantity import meaning_of
from corridor.scenario.schema import Scenario

START = datetime.date(2001, 3, 1)
SOURCE = "judgement: a test"
# lanchester.json: reinforced_square: x' = 12 - 0.05 y, y' = 10 - 0.04 x, here in days 20 times shorter, so that a
# step of a day is small, and with forces 100 times larger, so that chance is.
SLOW, GROWN = 20.0, 100.0


def figures(section: Any, given: dict[str, float]) -> dict[str, Any]:
    """Every quantity of a section at 0, or at the least allowed, but for those given."""
    found = {}
    for name, field in section.model_fields.items():
        meaning = meaning_of(field)
        if meaning is not None:
            value = given.get(name, max(meaning.low, 0.0))
            found[name] = {"value": value, "unit": meaning.unit, "source": SOURCE}
    return found


def zone(number: int, held: float) -> dict[str, Any]:
    return {"id": f"zone-{number}", "name": f"Zone {number}", "at": [45 + 0.01 * number, -30], "area_km2": 1.0,
            "buildings": 100, "held": held, "pocket": held == 0, "neighbours": [f"zone-{1 - number}"]}  # fmt: skip


def group(camp: str, strength: float, replaced: float) -> dict[str, Any]:
    numbers = figures(schema.Group, {"strength": strength, "quality": 1.0, "cohesion": 1.0})
    replacement = figures(schema.Replacement, {"rate": replaced, "pool": 1e6})
    return {"id": f"group-{camp}", "name": camp, "camp": camp, "command": f"command-{camp}", "depot": f"store-{camp}",
            "inside": camp == "besieged", "replacement": replacement, **numbers}  # fmt: skip


def war(x: float, y: float, days: int) -> Scenario:
    """Two zones, two groups that do nothing but shoot and be replaced."""
    camps = ("besieger", "besieged")
    law = {"loss_besieger": 0.05 / SLOW, "loss_besieged": 0.04 / SLOW, "power_exponent": 1.0, "tempo_calm": 1.0}
    parts = {name: section_of(field.annotation) for name, field in Parameters.model_fields.items()}
    data: dict[str, Any] = {
        "corridor": 1,
        "meta": {"id": "reinforced", "title": "Reinforced", "summary": "For a test.", "case": "hypothetical"},
        "period": {"start": START, "days": days},
        "zone_sources": dict.fromkeys(schema.ZoneSources.model_fields, SOURCE),
        "zones": [zone(0, 1.0), zone(1, 0.0)],
        "depots": [{"id": f"store-{camp}", "name": camp, "camp": camp, **figures(schema.Depot, {
            "stock": 1000.0, "capacity": 1000.0, "inflow": 1.0})} for camp in camps],
        "commands": [{"id": f"command-{camp}", "name": camp, "camp": camp} for camp in camps],
        "groups": [group("besieger", x * GROWN, 12 * GROWN / SLOW), group("besieged", y * GROWN, 10 * GROWN / SLOW)],
        "civilians": figures(schema.Civilians, {"food_capacity": 1.0}),
        "parameters": {name: figures(part, law if name == "assault" else {}) for name, part in parts.items()},
        "questions": {"known_until": START, "dates": [START + datetime.timedelta(days=days - 1)]},
    }  # fmt: skip
    return from_data(data, "reinforced")


def test_the_reinforced_square_law_comes_out_of_a_scenarios_data():
    # lanchester.json: reinforced_square.xy_at_10_from_300_280
    days = round(10 * SLOW)
    run = simulate(war(300, 280, days), 256, seed=4, days=days)
    last = run.summary.isel(day=-1)
    found = [float(last.strength_besieger_mean) / GROWN, float(last.strength_besieged_mean) / GROWN]
    assert found == pytest.approx([284.410526, 263.393748], rel=0.004)
    assert run.members.ending.eq("open").all() and run.members.status.eq("ok").all()
    # What came is counted: 12 and 10 a day of the reference, over its ten days.
    kept = run.trajectories.isel(day=-1)
    np.testing.assert_allclose(kept.replaced / GROWN, np.tile([120.0, 100.0], (kept.sizes["member"], 1)), rtol=1e-4)
    lost = [float(last.lost_besieger_mean) / GROWN, float(last.lost_besieged_mean) / GROWN]
    assert lost == pytest.approx([300 + 120 - 284.410526, 280 + 100 - 263.393748], rel=0.01)

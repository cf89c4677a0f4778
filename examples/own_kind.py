"""Two kinds of provision of one's own: one that pulls a lever of the day, one that acts by a mechanism of its own."""

import jax.numpy as jnp
import yaml

import corridor as co
from corridor.model.agenda import provisions
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.scenario.load import dump, from_data
from corridor.types import RandomKey

WHY = {"unit": "1", "source": "judgement: an example"}
SURE = {"capability": 0.9, "kills": 0.02, "sensitivity": 0.9, "specificity": 0.98}

data = yaml.safe_load(dump(co.load("teaching-six")))
for name, lever, effect in (("market_days", "aid", 0.3), ("radio_link", "exchange", 1.0)):
    numbers = {key: {"value": value} | WHY for key, value in ({"effect": effect} | SURE).items()}
    data["kinds"].append({"id": name, "meaning": name, "lever": lever, "once": False} | numbers)
    data["plans"][0]["provisions"].append({"id": name, "kind": name, "obligor": "provincial-government"})
mine = from_data(data, "two kinds more")
link = [provision.id for _, provision in provisions(mine)].index("radio_link")


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Those who hear from home hold together a little better."""
    del key, given
    inside = jnp.where(state.broken, 0.0, params.layout.group_inside)
    heard = state.talks.today.done[link] * inside
    mended = jnp.minimum(state.cohesion + 0.01 * heard, 1.0)
    days = state.extra["radio"]["days"] + state.talks.today.done[link]
    return state._replace(cohesion=mended, extra=state.extra | {"radio": {"days": days}}), nothing_given()


radio = co.Mechanism("radio", step, start=lambda params: {"days": jnp.float32(0.0)})
run = co.simulate(mine, members=256, seed=1, mechanisms=co.default().after("agreements", radio))
print(run.summary.ending_members.to_series().to_string())

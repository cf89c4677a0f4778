"""What is on record about a promise: done, not done, tried in vain. Whether it was tried follows by Bayes."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.compliance import keep
from corridor.model.talks import BROKEN, FAILED, IDLE, KEPT
from corridor.rng import member_key, run_key
from corridor.scenario.kinds import LEVERS
from model.parley import changed, parley
from model.support import morning, nothing

MEMBERS = 20_000
WILL, CAN = 0.9, 0.5


def results(result: int, separate: bool = False):
    """Shares of members in which it was tried, was done, and in which the group parted; and the log chance."""
    lever = np.zeros((len(LEVERS), 1))
    lever[LEVERS.index("separate" if separate else "fire")] = 1.0
    numbers = {"talks.agreements.try_able": WILL, "talks.provision.capability": CAN, "group.independence": 1.0}
    numbers |= {"talks.sponsor.leverage": 1.0}
    known = parley(
        numbers, lever=lever, provision_group=[[0.0, float(separate)]], leverage_party=[[1.0, 0.0]],
        leverage_group=[[0.0, 1.0]],
    )  # fmt: skip
    state = changed(morning(known), plan=0, provision=1)
    given = jax.tree.map(lambda x: x[0], nothing(known.layout, 1))
    given = given._replace(talks=given.talks._replace(result=jnp.full_like(given.talks.result, result)))
    keys = jax.vmap(lambda i: member_key(run_key(1), i))(jnp.arange(MEMBERS, dtype=jnp.int32))
    kept = jax.jit(jax.vmap(lambda key: keep(key, state, known, given)))(keys)
    return (*(float(jnp.mean(x)) for x in (kept.tried, kept.done, kept.parted[:, 1])), float(kept.logp[0]))


@pytest.mark.parametrize("separate", [False, True])
@pytest.mark.parametrize(
    ("result", "tried", "done", "chance"),
    [
        (IDLE, WILL, WILL * CAN, 1.0),
        (KEPT, 1.0, 1.0, WILL * CAN),
        (FAILED, 1.0, 0.0, WILL * (1 - CAN)),
        # P(tried | not done) by Bayes, and the chance that it is not done for one reason or the other
        (BROKEN, WILL * (1 - CAN) / (1 - WILL * CAN), 0.0, 1 - WILL * CAN),
    ],
)
def test_what_is_given_fixes_the_result_and_leaves_the_rest_to_bayes(
    result: int, tried: float, done: float, chance: float, separate: bool
) -> None:
    found = results(result, separate)
    error = 4 * np.sqrt(0.25 / MEMBERS)
    assert found[0] == pytest.approx(tried, abs=error) and found[1] == pytest.approx(done, abs=error)
    assert found[2] == pytest.approx(done if separate else 0.0, abs=error)
    assert found[3] == pytest.approx(np.log(chance), abs=1e-5)

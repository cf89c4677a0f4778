"""Keys belong to decisions: stable names, one nesting, nothing that depends on a place in a sequence."""

import hashlib

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.day import MECHANISMS
from corridor.rng import decision_key, decision_number, key_for, member_key, run_key


def data(key):
    return np.asarray(jax.random.key_data(key)).tolist()


@pytest.mark.parametrize(
    ("name", "number"), [("assault", 2_258_423_193), ("priors", 1_329_450_894), ("", 1_188_227_382)]
)
def test_decision_numbers_never_change(name, number):
    # Written down once: with another number every result of every seed would differ.
    assert decision_number(name) == number
    # The first four bytes of BLAKE2s (RFC 7693) of the name, least byte first.
    digest = hashlib.blake2s(name.encode(), digest_size=4).digest()
    assert number == sum(byte << (8 * i) for i, byte in enumerate(digest))


def test_names_in_the_day_have_numbers_of_their_own():
    names = [m.name for m in MECHANISMS] + ["priors", "spread", "losses", "besieger", "besieged", "deaths", "leave"]
    assert len({decision_number(name) for name in names}) == len(names)


def test_a_key_is_the_nested_folds_of_run_member_day_and_name():
    run = jax.random.key(7, impl="threefry2x32")
    by_hand = run
    for number in (12, 34, decision_number("supply")):
        by_hand = jax.random.fold_in(by_hand, number)
    assert data(run_key(7)) == data(run)
    assert data(key_for(run_key(7), 12, 34, "supply")) == data(by_hand)
    assert data(decision_key(jax.random.fold_in(member_key(run, 12), 34), "supply")) == data(by_hand)


def test_a_key_is_the_same_alone_compiled_and_in_a_batch():
    run = run_key(7)
    alone = [data(key_for(run, m, 3, "tempo")) for m in range(5)]
    batch = jax.jit(jax.vmap(lambda m: key_for(run, m, 3, "tempo")))(jnp.arange(5))
    assert data(batch) == alone


def test_every_part_of_a_name_counts():
    run = run_key(7)
    keys = [key_for(run, 1, 2, "a"), key_for(run, 2, 1, "a"), key_for(run, 1, 3, "a"), key_for(run, 1, 2, "b")]
    keys += [key_for(run_key(8), 1, 2, "a"), member_key(run, 1), run]
    assert len({tuple(data(key)) for key in keys}) == len(keys)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_seeds_at_the_ends_are_allowed(seed):
    assert data(run_key(seed)) == [0, seed]


@pytest.mark.parametrize("seed", [-1, 2**32, 10**30])
def test_seeds_outside_are_refused(seed):
    with pytest.raises(ValueError, match=rf"got seed {seed}, allowed 0 to 4294967295"):
        run_key(seed)

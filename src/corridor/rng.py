"""Random keys that belong to named decisions, never to a place in a sequence.

``key_for(run, member, day, "assault")`` is the same whatever the number of members, the order of the mechanisms or
the machine that computes it. So adding a mechanism changes no other draw, and two runs with one seed are paired.
"""

from __future__ import annotations

import hashlib

import jax
import jax.numpy as jnp

from corridor.types import Count, RandomKey

_TURNS = ((13, 15, 26, 6), (17, 29, 16, 24))
"""Rotations of threefry-2x32, by even and odd group of four rounds (Salmon et al. 2011, SC '11)."""


def decision_number(name: str) -> int:
    """A stable 32-bit number for a decision's name (Python's own ``hash`` is salted and would not do)."""
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest(), "little")


def run_key(seed: int) -> RandomKey:
    """The root key of a run.

    Args:
        seed: any integer from 0 to 2**32 - 1; 0 is as good as another.

    Raises:
        ValueError: seed outside that range.
    """
    if not 0 <= seed < 2**32:
        raise ValueError(f"got seed {seed}, allowed 0 to {2**32 - 1}")
    return jax.random.key(seed, impl="threefry2x32")


def fold(key: RandomKey, number: Count | int) -> RandomKey:
    """The key of a number under a key: ``jax.random.fold_in``, bit for bit, but written out.

    On a CPU JAX runs the 20 rounds as a loop of many small kernels, which costs more than a cheap day itself; written
    out they are one kernel.

    Args:
        key: a threefry key.
        number: a whole number, taken modulo 2**32.
    """
    data = jax.random.key_data(key)
    parts = (data[0], data[1], data[0] ^ data[1] ^ jnp.uint32(0x1BD11BDA))
    counted = jnp.uint32(number % 2**32) if isinstance(number, int) else jnp.asarray(number).astype(jnp.uint32)
    x, y = parts[0], counted + parts[1]
    for group in range(5):
        for turn in _TURNS[group % 2]:
            x = x + y
            y = ((y << turn) | (y >> (32 - turn))) ^ x
        x = x + parts[(group + 1) % 3]
        y = y + parts[(group + 2) % 3] + jnp.uint32(group + 1)
    return jax.random.wrap_key_data(jnp.stack([x, y]), impl="threefry2x32")


def member_key(run: RandomKey, member: Count | int) -> RandomKey:
    """The key of one member of the ensemble (in a filter: of one particle slot)."""
    return fold(run, member)


def decision_key(key: RandomKey, decision: str) -> RandomKey:
    """The key of a named decision under a member's, a day's or another decision's key."""
    return fold(key, decision_number(decision))


def key_for(run: RandomKey, member: Count | int, day: Count | int, decision: str) -> RandomKey:
    """The key of one decision of one member on one day.

    Args:
        run: the run's root key.
        member: index of the member.
        day: day number, 0 on the scenario's first day.
        decision: name of the mechanism or decision.
    """
    return decision_key(fold(member_key(run, member), day), decision)

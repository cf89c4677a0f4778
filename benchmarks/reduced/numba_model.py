"""The reduced siege in Numba: sixteen members side by side, blocks of them over threads, fast mathematics.

Laid out as siege.c is, which is faster than one member a loop. Numba has vector forms of exp and log only where
Intel's SVML library is installed; without it they are computed one by one.
"""

from __future__ import annotations

import math
from importlib.util import find_spec
from typing import Any

import numpy as np

from reduced.numbers import DAYS, NUMBERS, SIDE, ZONES, Outcome

try:
    from numba import njit, prange
except ImportError:
    prange = range

    def njit(*given: Any, **options: Any) -> Any:  # without Numba the module still imports, and says what is missing
        return given[0] if given else lambda f: f


LANES, ROW = 16, SIDE + 2
f4, u4, u8 = np.float32, np.uint32, np.uint64


def missing() -> str | None:
    """Why this implementation can't run here, or None."""
    return None if find_spec("numba") else "Numba is not installed"


@njit
def _splitmix(state):
    z = state + u8(0x9E3779B97F4A7C15)
    z = (z ^ (z >> u8(30))) * u8(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> u8(27))) * u8(0x94D049BB133111EB)
    return z ^ (z >> u8(31))


@njit(inline="always")
def _uniform(word, u):
    # Numba widens 32-bit sums and shifts to 64 bits; each is cut back at once.
    for i in range(LANES):
        a, b, c, d = word[0, i], word[1, i], word[2, i], word[3, i]
        out, shifted = u4(a + d), u4(b << u4(9))
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        word[0, i] = a
        word[1, i] = b
        word[2, i] = c
        word[3, i] = u4(d << u4(11)) | u4(d >> u4(21))
        u[i] = f4(np.int32(out >> u4(8))) * f4(2.0**-24) + f4(2.0**-25)


@njit(fastmath=True, inline="always")
def _camps(n, word, stock, m, s, end, gain, loss, u, v):
    _uniform(word, u)
    _uniform(word, v)
    one, zero, bias = f4(1), f4(0), f4(0.5) * n.sd * n.sd
    for i in range(LANES):
        live = one if end[i] < zero else zero
        stock[i] = min(max(stock[i] + live * (n.inflow - n.use * stock[i] / (stock[i] + n.half)), zero), n.capacity)
        defence = s[i] * stock[i] / (stock[i] + n.half)
        radius, angle = n.sd * math.sqrt(f4(-2) * math.log(u[i])), f4(6.2831853) * v[i]
        log_m, log_s, log_d = math.log(m[i] * f4(1e-3)), math.log(s[i] * f4(1e-3)), math.log(defence * f4(1e-3))
        hurt = n.alpha * f4(1000) * math.exp(n.p * log_m + n.q * log_s + radius * math.sin(angle) - bias)
        cost = n.beta * f4(1000) * math.exp(n.p * log_d + n.q * log_m + radius * math.cos(angle) - bias)
        win = one / (one + math.exp(n.exponent * (log_d - log_m)))
        gain[i] = live * n.rate * win
        loss[i] = live * n.rate * (one - win)
        m[i] = max(m[i] + live * (n.reinforcement - cost), one)
        s[i] = max(s[i] - live * hurt, one)


@njit(fastmath=True, inline="always")
def _zones(n, word, held, after, gain, loss, u, total):
    one, zero, step = f4(1), f4(0), f4(1) / n.buildings
    total[:] = zero
    for y in range(1, SIDE + 1):
        for x in range(1, SIDE + 1):
            z = y * ROW + x
            _uniform(word, u)
            for i in range(LANES):
                h = held[z, i]
                beside = f4(0.25) * (held[z - 1, i] + held[z + 1, i] + held[z - ROW, i] + held[z + ROW, i])
                inside = f4(2) * h * (one - h)
                up, down = gain[i] * (inside + (one - h) * beside), loss[i] * (inside + h * (one - beside))
                h += step if u[i] < one - math.exp(-up) else zero
                h -= step if u[i] > math.exp(-down) else zero
                h = min(max(h, zero), one)
                after[z, i] = h
                total[i] += h


@njit
def _words(seed, first):
    word = np.empty((4, LANES), np.uint32)
    for i in range(LANES):
        a = _splitmix(u8(seed) ^ (u8(first + i) * u8(0xD1342543DE82EF95)))
        b = _splitmix(a)
        word[0, i], word[1, i], word[2, i], word[3, i] = u4(a), u4(a >> u8(32)), u4(b), u4(b >> u8(32))
    return word


@njit
def _ring():
    held = np.ones((ROW * ROW, LANES), np.float32)
    for y in range(1, SIDE + 1):
        held[y * ROW + 1 : y * ROW + 1 + SIDE] = f4(0)
    return held


@njit(parallel=True, fastmath=True)
def _simulate(n, seed, members, days, out):
    for block in prange(members // LANES):
        first = block * LANES
        word, held, after = _words(seed, first), _ring(), _ring()
        stock, m, s = np.full(LANES, n.stock), np.full(LANES, n.besieger), np.full(LANES, n.besieged)
        end, share, total = np.full(LANES, f4(-1)), np.zeros(LANES, np.float32), np.zeros(LANES, np.float32)
        gain, loss, u, v = np.zeros_like(end), np.zeros_like(end), np.zeros_like(end), np.zeros_like(end)
        for day in range(days):
            _camps(n, word, stock, m, s, end, gain, loss, u, v)
            _zones(n, word, held, after, gain, loss, u, total)
            held, after = after, held
            for i in range(LANES):
                share[i] = total[i] / f4(ZONES)
                if end[i] < f4(0) and (share[i] >= n.most or m[i] < n.least or s[i] < n.least):
                    end[i] = f4(day)
        for i in range(LANES):
            row = out[first + i]
            row[0], row[1], row[2], row[3] = end[i], share[i], m[i], s[i]


def simulate(members: int, seed: int) -> Outcome:
    """Run ``members`` of the reduced siege on all processors."""
    full = -(-members // LANES) * LANES
    out = np.empty((full, 4), np.float32)
    _simulate(type(NUMBERS)(*(f4(x) for x in NUMBERS)), seed, full, DAYS, out)
    return Outcome(*out[:members].T)

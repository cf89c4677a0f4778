"""Elementary functions in plain arithmetic, which a compiler turns into vector instructions wherever they stand.

On a CPU XLA computes its own inverse error function and powers one number at a time, and that makes the kernel around
them slow too. The coefficients are fits of least maximum error made for this file; the errors stated are tested. A NaN
stays one.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

Real = Float[Array, "..."]

MOST_EXPONENT = 87.0
"""Beyond this a 32-bit float under- or overflows."""

LEAST = 1.1754944e-38
"""The smallest normal 32-bit float."""

_LOG2_E = 1.4426950408889634
_LOG_2_HIGH, _LOG_2_LOW = 0.693359375, -2.12194440e-4
"""log 2 in two parts (Cody and Waite 1980): a whole number of up to 14 bits times the first is exact."""
_BIASED = 1.5 * 2.0**23 + 127.0
"""Added to a small whole number, it leaves that number plus the bias of a float's exponent in the last bits."""
_EXP = (1.0, 1.0, 0.4999923149353928, 0.16667114649345297, 0.04189015700810237, 0.008312520259477346)
"""exp(r) for r up to log(2) / 2 either way, by rising power of r; exactly 1 at 0."""
_ROOT_HALF = 0x3F3504F3
"""The bits of sqrt(1/2)."""
_LOG = (0.9999998146467456, -0.5000066549490322, 0.33336178310571646, -0.24959406252935223, 0.1987312269442778,
        -0.17332924350784323, 0.1641943579364925, -0.10103123141694324)  # fmt: skip
"""log(1 + f) / f for 1 + f from sqrt(1/2) to sqrt(2), by rising power of f."""
_HALF_RANGE = 7.62475
"""Half of -log(1 - x²) at the ends of the grid of uniform numbers, 2**-24 from 0 and from 1."""
_QUANTILE = (3.6692274890618117, 1.9437124655840436, -0.4389835876326101, 0.16187496264426945, -0.03613426205152662,
             -0.03440550382479109, 0.06088892481241498, -0.05426916451950645, 0.042984301931825696,
             -0.024572951229510594, -0.01813505845657682, 0.03881642002756862, -0.01091526634439359,
             -0.010437196388332954, 0.005100702525908768)  # fmt: skip
"""z / x by rising power of -log(1 - x²) / ``_HALF_RANGE`` - 1."""


def polynomial(coefficients: tuple[float, ...], x: Real) -> Real:
    """The polynomial with these coefficients, by rising power."""
    value = jnp.float32(coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        value = value * x + jnp.float32(coefficient)
    return value


def at_least(x: Real, least: float) -> Real:
    """The larger of the two; one instruction, where ``jnp.maximum`` takes three to let a NaN through."""
    return jnp.where(x < least, jnp.float32(least), x)


def at_most(x: Real, most: float) -> Real:
    """The smaller of the two; one instruction."""
    return jnp.where(x > most, jnp.float32(most), x)


def exp(x: Real) -> Real:
    """The exponential, exactly 1 at 0.

    Args:
        x: any number; beyond ``MOST_EXPONENT`` either way it counts as that.

    Returns:
        Relative error under 3e-7.
    """
    x = at_most(at_least(x, -MOST_EXPONENT), MOST_EXPONENT)
    whole = jnp.round(x * jnp.float32(_LOG2_E))
    rest = x - whole * jnp.float32(_LOG_2_HIGH) - whole * jnp.float32(_LOG_2_LOW)
    power = jax.lax.bitcast_convert_type(whole + jnp.float32(_BIASED), jnp.int32) << 23
    return polynomial(_EXP, rest) * jax.lax.bitcast_convert_type(power, jnp.float32)


def _log(x: Real) -> Real:
    """The logarithm of normal positive numbers, within 1e-7 or that part of it; anything else gives nonsense."""
    bits = jax.lax.bitcast_convert_type(x, jnp.int32)
    exponent = (bits - _ROOT_HALF) >> 23
    f = jax.lax.bitcast_convert_type(bits - (exponent << 23), jnp.float32) - 1.0
    return exponent.astype(jnp.float32) * jnp.float32(0.6931471805599453) + f * polynomial(_LOG, f)


def power(x: Real, exponent: Real) -> Real:
    """A number raised to a power; 0 to the power 0 is 1.

    Args:
        x: at least 0 (anything below counts as 0); below 1.2e-38 it counts as 0.
        exponent: at least 0; same shape, or one that broadcasts to it.

    Returns:
        Relative error under 2e-6 as long as the logarithm of the result lies within 10 of 0.
    """
    # A product with 0, not 0 itself, so that a NaN stays one.
    small = jnp.where(exponent > 0.0, 0.0 * x, 1.0)
    return jnp.where(x >= LEAST, exp(exponent * _log(at_least(x, LEAST))), small)


def normal_quantile(chance: Real) -> Real:
    """The standard normal number below which a share ``chance`` of all lies.

    With x = 2 chance - 1, z is x times a smooth function of log(1 - x²), as in Giles (2011), "Approximating the erfinv
    function", GPU Computing Gems Jade Edition, ch. 10; here one polynomial serves all.

    Args:
        chance: from 2**-24 to 1 - 2**-24.

    Returns:
        Relative error under 6e-7.
    """
    along = _log(4.0 * chance * (1.0 - chance)) * jnp.float32(-1.0 / _HALF_RANGE) - 1.0
    return (2.0 * chance - 1.0) * polynomial(_QUANTILE, along)

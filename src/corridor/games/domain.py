"""Where a formula holds: checks of arguments shared by the textbook models.

Every check returns the argument as float64 (or int), so that callers compute on what was checked. A failed check says
which argument, what was given and what is allowed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
"""float64 array; functions give a numpy scalar back where every argument was a scalar."""


_SWEEPS = 200_000


def settled(step: Callable[[Array], Array], start: Array, close: float) -> Array:
    """Values that a step maps to themselves, by taking it again and again.

    Args:
        step: from values to values.
        start: the first values.
        close: values have settled when none moves by this much.

    Raises:
        ArithmeticError: they do not settle.
    """
    values, moved = start, np.inf
    for _ in range(_SWEEPS):
        new = step(values)
        moved = np.max(abs(new - values))
        values = new
        if moved < close:
            return values
    raise ArithmeticError(f"values still move by {moved:g} after {_SWEEPS} steps")


def refuse(name: str, value: object, allowed: str) -> ValueError:
    """The error for an argument outside its domain: which, what was given, what is allowed."""
    return ValueError(f"{name}: got {value}, allowed: {allowed}")


def _real(name: str, value: ArrayLike, allowed: str) -> Array:
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise refuse(name, repr(value), allowed) from None
    if not np.all(np.isfinite(array)):
        raise refuse(name, value, f"{allowed}, finite")
    return array


def _text(bound: ArrayLike) -> str:
    array = np.asarray(bound)
    return f"{array:g}" if array.ndim == 0 else str(array)


def positive(name: str, value: ArrayLike) -> Array:
    """The argument as float64, every entry finite and above 0."""
    array = _real(name, value, "above 0")
    if not np.all(array > 0):
        raise refuse(name, value, "above 0")
    return array


def nonnegative(name: str, value: ArrayLike) -> Array:
    """The argument as float64, every entry finite and at least 0."""
    array = _real(name, value, "0 or more")
    if not np.all(array >= 0):
        raise refuse(name, value, "0 or more")
    return array


def within(name: str, value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Array:
    """The argument as float64, every entry between ``low`` and ``high``, ends included."""
    allowed = f"{_text(low)} to {_text(high)}"
    array = _real(name, value, allowed)
    if not np.all((array >= np.asarray(low)) & (array <= np.asarray(high))):
        raise refuse(name, value, allowed)
    return array


def chance(name: str, value: ArrayLike) -> Array:
    """The argument as float64, every entry strictly between 0 and 1."""
    array = _real(name, value, "above 0 and below 1")
    if not np.all((array > 0) & (array < 1)):
        raise refuse(name, value, "above 0 and below 1")
    return array


def factor(name: str, value: ArrayLike) -> Array:
    """The argument as float64, every entry above 0 and at most 1."""
    array = _real(name, value, "above 0, at most 1")
    if not np.all((array > 0) & (array <= 1)):
        raise refuse(name, value, "above 0, at most 1")
    return array


def whole(name: str, value: int, low: int, high: int | None = None) -> int:
    """The argument as int, at least ``low`` and, if there is one, at most ``high``."""
    allowed = f"a whole number, {low} or more" if high is None else f"a whole number, {low} to {high}"
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        raise refuse(name, repr(value), allowed) from None
    if number != value or number < low or (high is not None and number > high):
        raise refuse(name, value, allowed)
    return number

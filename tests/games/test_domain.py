"""Checks of arguments: what passes comes back as numbers, what doesn't is named."""

import math

import numpy as np
import pytest

from corridor.games import domain


@pytest.mark.parametrize("check", [domain.positive, domain.nonnegative, domain.chance, domain.factor])
def test_gives_back_what_it_checked(check):
    assert check("z", 0.25) == 0.25
    np.testing.assert_array_equal(check("z", [0.25, 0.5]), [0.25, 0.5])


@pytest.mark.parametrize(
    ("check", "inside", "outside"),
    [
        (domain.positive, [5e-324, 1e300], [0, -1]),
        (domain.nonnegative, [0, 1e300], [-5e-324]),
        (domain.chance, [5e-324, 0.5], [0, 1]),
        (domain.factor, [5e-324, 1], [0, 1.0000001]),
        (lambda name, z: domain.within(name, z, 2, 3), [2, 3], [1.9999999, 3.0000001]),
        (lambda name, z: domain.whole(name, z, 2, 4), [2, 4, 3.0], [1, 5, 2.5]),
    ],
)
def test_ends_of_the_range(check, inside, outside):
    for value in inside:
        assert check("z", value) == value
    for value in [*outside, math.nan, math.inf, -math.inf, "much", None]:
        with pytest.raises(ValueError, match=r"^z: got .*, allowed: "):
            check("z", value)


def test_one_bad_entry_spoils_the_array():
    with pytest.raises(ValueError, match=r"^z: got "):
        domain.positive("z", [1, 2, 0])

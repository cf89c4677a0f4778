"""A number with its unit, its uncertainty and its source: the atom of a scenario file.

A quantity is written in one of three forms, each with ``unit`` and ``source``::

    {value: 8000, unit: persons, source: un-envoy}
    {range: [6000, 8000], unit: persons, source: lavrov}            # uniform
    {distribution: lognormal, median: 0.7, sigma: 0.5, unit: 1/day, source: "judgement: ..."}

``source`` is an id of the scenario's ``sources``, or ``judgement: <why>``.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

DISTRIBUTIONS: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "loguniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
}
JUDGEMENT = "judgement"


def digits(number: float) -> str:
    """A number as a person writes it: whole ones in full, others to six digits."""
    number = float(number)
    if not number.is_integer() or abs(number) >= 1e15:
        return f"{number:g}"
    return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:.0f}"


class Quantity(BaseModel):
    """One number of a scenario: a value, a range or a distribution, with unit and source."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    value: float | None = Field(None, description="the number, if it is known")
    range: tuple[float, float] | None = Field(None, description="lowest and highest; uniform between")
    distribution: Literal["uniform", "loguniform", "triangular", "normal", "lognormal"] | None = Field(
        None, description="name of the distribution; its parameters stand beside it"
    )
    low: float | None = Field(None, description="lower end (uniform, loguniform, triangular)")
    high: float | None = Field(None, description="upper end (uniform, loguniform, triangular)")
    mode: float | None = Field(None, description="most likely value (triangular)")
    mean: float | None = Field(None, description="mean before truncation (normal)")
    sd: float | None = Field(None, gt=0, description="standard deviation before truncation (normal)")
    median: float | None = Field(None, gt=0, description="median (lognormal)")
    sigma: float | None = Field(None, gt=0, description="standard deviation of the logarithm (lognormal)")
    unit: str = Field(description="the unit; must be the one that the field expects", coerce_numbers_to_str=True)
    source: str = Field(description="id of a source, or 'judgement: why'")
    published: datetime.date | None = Field(
        None, description="when this figure was public; the source's date if left out"
    )
    note: str | None = Field(None, description="anything a reader should know")

    @field_validator("source")
    @classmethod
    def _judgement_says_why(cls, source: str) -> str:
        if source.strip() == JUDGEMENT:
            raise ValueError("a judgement must say why: write 'judgement: <reason>'")
        return source

    @model_validator(mode="after")
    def _one_form(self) -> Quantity:
        forms = [n for n in ("value", "range", "distribution") if getattr(self, n) is not None]
        if len(forms) != 1:
            got = " and ".join(forms) or "none of them"
            raise ValueError(f"needs exactly one of value, range, distribution (got {got})")
        wanted = DISTRIBUTIONS[self.distribution] if self.distribution else ()
        names = {n for parts in DISTRIBUTIONS.values() for n in parts}
        given = {n for n in names if getattr(self, n) is not None}
        if given != set(wanted):
            raise ValueError(
                f"{self.distribution or forms[0]} takes {', '.join(wanted) or 'no parameters'} "
                f"(got {', '.join(sorted(given)) or 'none'})"
            )
        ends = self.range or ((self.low, self.high) if "low" in wanted else None)
        if ends and not ends[0] < ends[1]:  # type: ignore[operator]
            raise ValueError(f"the lower end must lie below the upper one (got {ends[0]} and {ends[1]})")
        if self.distribution == "loguniform" and self.low <= 0:  # type: ignore[operator]
            raise ValueError(f"a loguniform needs a lower end above 0 (got {self.low})")
        if self.mode is not None and not self.low <= self.mode <= self.high:  # type: ignore[operator]
            raise ValueError(f"mode must lie between low and high (got {self.mode})")
        return self

    @property
    def uncertain(self) -> bool:
        """Whether members of an ensemble draw different values."""
        return self.value is None

    @property
    def on_judgement(self) -> bool:
        """Whether the number rests on a judgement and not on a source."""
        return self.source.startswith(JUDGEMENT)

    def span(self) -> tuple[float, float]:
        """Smallest and largest value the text itself names (a normal's mean twice)."""
        if self.value is not None:
            return self.value, self.value
        if self.range is not None:
            return self.range
        if self.low is not None and self.high is not None:
            return self.low, self.high
        centre = self.mean if self.mean is not None else self.median
        assert centre is not None
        return centre, centre

    def text(self) -> str:
        """The number as a person would write it, without unit or source."""
        if self.value is not None:
            return digits(self.value)
        if self.range is not None:
            return f"{digits(self.range[0])} to {digits(self.range[1])}"
        assert self.distribution is not None
        parts = ", ".join(f"{n} {digits(getattr(self, n))}" for n in DISTRIBUTIONS[self.distribution])
        return f"{self.distribution}({parts})"


class Meaning(NamedTuple):
    """What a quantity field expects: the unit and the smallest and largest value allowed."""

    unit: str
    low: float
    high: float


def quantity(meaning: str, unit: str, low: float, high: float, default: dict[str, Any] | None = None) -> Any:
    """Declare a quantity field: meaning, unit, allowed range and, if there is one, the default.

    Args:
        meaning: one line for the documentation and the JSON Schema.
        unit: the only unit accepted (``1`` for a pure number).
        low: smallest value allowed.
        high: largest value allowed.
        default: the quantity as it would stand in a file, without ``unit``; None if it must be given.
    """
    extra: dict[str, Any] = {"quantity": Meaning(unit, low, high)._asdict()}
    text = f"{meaning} [{unit}], {digits(low)} to {digits(high)}"
    if default is None:
        return Field(description=text, json_schema_extra=extra)
    return Field(default=Quantity(unit=unit, **default), description=text, json_schema_extra=extra)


def unstated(meaning: str, unit: str, low: float, high: float) -> Any:
    """Declare a quantity field that may be left out; what then holds, its meaning says."""
    extra: dict[str, Any] = {"quantity": Meaning(unit, low, high)._asdict()}
    return Field(
        default=None, description=f"{meaning} [{unit}], {digits(low)} to {digits(high)}", json_schema_extra=extra
    )


def fixed(value: float, why: str) -> dict[str, Any]:
    """A default that is one value, by judgement."""
    return {"value": value, "source": f"judgement: {why}"}


def spanned(low: float, high: float, why: str) -> dict[str, Any]:
    """A default that is uniform between two ends, by judgement."""
    return {"range": (low, high), "source": f"judgement: {why}"}


def skewed(median: float, sigma: float, why: str) -> dict[str, Any]:
    """A default that is lognormal, by judgement; sigma is the standard deviation of the logarithm."""
    return {"distribution": "lognormal", "median": median, "sigma": sigma, "source": f"judgement: {why}"}


def meaning_of(field: FieldInfo) -> Meaning | None:
    """The declared unit and range of a quantity field, or None for any other field."""
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "quantity" in extra:
        return Meaning(**extra["quantity"])  # type: ignore[arg-type]
    return None


class Misfit(NamedTuple):
    """Why a quantity doesn't fit its field."""

    key: tuple[str, ...]
    """The key of the quantity at fault; empty for its number."""
    text: str
    """What was given and what is allowed."""


def misfit(expected: Meaning, given: Quantity) -> Misfit | None:
    """What is wrong with a quantity in a field that expects this unit and range; None if nothing is."""
    if given.unit != expected.unit:
        return Misfit(("unit",), f"got {given.unit!r}; expected {expected.unit!r}")
    lowest, highest = given.span()
    if lowest < expected.low or highest > expected.high:
        allowed = f"{digits(expected.low)} to {digits(expected.high)} {expected.unit}"
        return Misfit((), f"got {given.text()} {given.unit}; allowed {allowed}")
    return None


class Section(BaseModel):
    """Base of every part of a scenario: frozen, unknown keys refused, quantities checked for unit and range."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="after")
    def _units_and_ranges(self) -> Section:
        wrong = []
        for name, field in type(self).model_fields.items():
            expected, given = meaning_of(field), getattr(self, name)
            if expected is not None and isinstance(given, Quantity) and (found := misfit(expected, given)):
                wrong.append(f"{'.'.join((name, *found.key))}: {found.text}")
        if wrong:
            raise PydanticCustomError("misfit", "{text}", {"text": "; ".join(wrong)})
        return self

"""Numbers, quantities and lists of ids at random: what the strategies of scenarios are made of."""

import datetime
from typing import Any

from hypothesis import strategies as st

from corridor.scenario.quantity import Meaning, meaning_of

START = datetime.date(2001, 3, 1)
SOURCES = ("report", "judgement: drawn at random")
CAMPS = ("besieged", "besieger")


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers of an allowed range: its ends, and more of the small than of the large."""
    spread = st.floats(0, 1).map(lambda u: min(high, max(low, float(f"{low + (high - low) * u**4:.6g}"))))
    return st.one_of(spread, spread, spread, st.sampled_from([float(low), float(high)]))


@st.composite
def quantities(draw: st.DrawFn, meaning: Meaning) -> dict[str, Any]:
    """A quantity of a field, in any of its forms, as it stands in a file."""
    ends = sorted(draw(st.tuples(*[numbers(meaning.low, meaning.high)] * 3)))
    beside = {"unit": meaning.unit, "source": draw(st.sampled_from(SOURCES))}
    low, middle, high = ends
    forms: list[dict[str, Any]] = [{"value": middle}]
    if low < high:
        forms += [{"range": [low, high]}, {"distribution": "uniform", "low": low, "high": high}]
        forms += [{"distribution": "triangular", "low": low, "mode": middle, "high": high}]
        forms += [{"distribution": "normal", "mean": middle, "sd": (high - low) / 4}]
        forms += [{"distribution": "loguniform", "low": low, "high": high}] if low > 0 else []
        forms += (
            [{"distribution": "lognormal", "median": middle, "sigma": draw(st.floats(0.05, 2))}] if middle > 0 else []
        )
    return draw(st.sampled_from(forms)) | beside


def figures(draw: st.DrawFn, section: Any, only: set[str] | None = None) -> dict[str, Any]:
    """Every quantity of a section (or those named in ``only``)."""
    wanted = {name: meaning_of(field) for name, field in section.model_fields.items() if only is None or name in only}
    return {name: draw(quantities(meaning)) for name, meaning in wanted.items() if meaning is not None}


def some(draw: st.DrawFn, ids: list[str], least: int = 0, most: int = 5) -> list[str]:
    """A few of some ids."""
    return draw(st.lists(st.sampled_from(ids), min_size=least, max_size=most, unique=True)) if ids else []

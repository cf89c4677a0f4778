"""One claim: a report as data, and the checks that turn a row of the ledger into one."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field

from corridor.errors import nearest
from corridor.evidence.quantities import FORMS, QUANTITIES, Kind
from corridor.scenario.schema import Scenario

COLUMNS = tuple(
    "id published about_start about_end source quantity subject form value low high unit copies note url".split()
)
MARGIN = datetime.timedelta(days=366)
NUMBERS = {"number": ("value",), "interval": ("low", "high"), "at_most": ("high",), "at_least": ("low",)}
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class Claim(BaseModel):
    """One report: who said what about which quantity, for which days, and when it became public."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str = Field(description="unique in the ledger")
    published: datetime.date = Field(description="the day it became public; a forecast of an earlier day never sees it")
    about_start: datetime.date = Field(description="first day it is about")
    about_end: datetime.date = Field(description="last day it is about")
    source: str = Field(description="id of one of the scenario's sources")
    quantity: str = Field(description="one of QUANTITIES")
    subject: str = Field(description="zone, group, route, plan, camp, channel or key, as the quantity demands")
    form: str = Field(description="one of FORMS")
    value: float | str | None = Field(None, description="the number, or the category")
    low: float | None = Field(None, description="lower end, in unit")
    high: float | None = Field(None, description="upper end, in unit")
    unit: str = Field("", description="unit of the numbers; empty for categories and statements")
    copies: str = Field("", description="source that it repeats, if it is no report of its own")
    note: str = Field("", description="anything a reader should know, in the ledger's own words")
    url: str = Field("", description="where it was read")


class Row:
    """The checks of one row; ``problems`` collects what is wrong with it, with file, row and column."""

    def __init__(self, where: str, row: Mapping[str, str], scenario: Scenario) -> None:
        self.where, self.row, self.scenario = where, row, scenario
        self.problems: list[str] = []

    def say(self, column: str, what: str) -> None:
        """Note a problem of one column."""
        self.problems.append(f"{self.where}, column {column}: {what}")

    def claim(self) -> Claim | None:
        """The claim, or None if anything is wrong."""
        row = self.row
        if not row["id"]:
            self.say("id", "is empty")
        self._known("source", self.scenario.sources, "a source of the scenario")
        if row["copies"]:
            self._known("copies", self.scenario.sources, "a source of the scenario")
            if row["copies"] == row["source"]:
                self.say("copies", f"got {row['copies']!r}, the row's own source; leave it empty")
        dates = self._dates()
        self._known("quantity", QUANTITIES, "a quantity")
        self._known("form", FORMS, "a form")
        kind = QUANTITIES.get(row["quantity"])
        numbers: dict[str, float | str | None] = {}
        if kind is not None:
            self._subject(kind)
            if row["form"] in FORMS:
                numbers = self._numbers(kind)
        if self.problems or dates is None:
            return None
        plain = {c: row[c] for c in ("id", "source", "quantity", "subject", "form", "unit", "copies", "note", "url")}
        return Claim.model_validate(plain | dates | numbers)

    def _known(self, column: str, allowed: Iterable[str], what: str) -> None:
        given = self.row[column]
        if given not in allowed:
            self.say(column, f"got {given!r}, expected {what}{nearest(given, allowed)}")

    def _dates(self) -> dict[str, datetime.date] | None:
        dates: dict[str, datetime.date] = {}
        for column in ("published", "about_start", "about_end"):
            given = self.row[column] or (self.row["about_start"] if column == "about_end" else "")
            try:
                dates[column] = datetime.date.fromisoformat(given)
            except ValueError:
                self.say(column, f"got {given!r}, expected a date such as 2001-12-31")
        if len(dates) < 3:
            return None
        period = self.scenario.period
        first, last = period.start - MARGIN, period.start + datetime.timedelta(days=period.days) + MARGIN
        for column in ("about_start", "about_end"):
            if not first <= dates[column] <= last:
                self.say(column, f"got {dates[column]}, allowed {first} to {last} (a year around the siege)")
        if dates["about_end"] < dates["about_start"]:
            self.say("about_end", f"got {dates['about_end']}, which lies before about_start {dates['about_start']}")
        if dates["published"] < dates["about_end"]:
            self.say(
                "published",
                f"got {dates['published']}, before the last day it is about ({dates['about_end']}); a sum over days is "
                "known at its end",
            )
        return dates

    def _subject(self, kind: Kind) -> None:
        s = self.scenario
        ids: dict[str, Callable[[], list[str]]] = {
            "zone": lambda: [z.id for z in s.zones],
            "group": lambda: [g.id for g in s.groups],
            "route": lambda: [r.id for r in s.routes],
            "plan": lambda: [p.id for p in s.plans],
            "depot": lambda: [d.id for d in s.depots],
            "channel": lambda: [c.id for c in s.channels],
            "camp": lambda: ["besieger", "besieged"],
        }
        given = self.row["subject"]
        if "key" in kind.subject and _KEY.fullmatch(given):
            return
        allowed = [name for what in kind.subject if what != "key" for name in ids.get(what, lambda w=what: [w])()]
        if given not in allowed:
            what = " or ".join(kind.subject)
            self.say("subject", f"got {given!r}, expected {what} for {self.row['quantity']}{nearest(given, allowed)}")

    def _numbers(self, kind: Kind) -> dict[str, float | str | None]:
        form = self.row["form"]
        if form in ("category", "statement"):
            return self._words(kind, form)
        if kind.categories and kind.unit is None:
            self.say("form", f"got {form!r}, but {self.row['quantity']} takes category or statement")
            return {}
        if kind.unit is not None and self.row["unit"] != kind.unit:
            self.say("unit", f"got {self.row['unit']!r}, expected {kind.unit!r} for {self.row['quantity']}")
        found: dict[str, float | str | None] = {}
        for column in ("value", "low", "high"):
            wanted, given = column in NUMBERS[form], self.row[column]
            if not wanted and given and not (form == "number" and column != "value"):
                self.say(column, f"got {given!r}, but the form {form} takes only {' and '.join(NUMBERS[form])}")
            elif wanted and not given:
                self.say(column, f"is empty, but the form {form} needs it")
            elif given:
                found[column] = self._number(column, given, kind)
        low, high = found.get("low"), found.get("high")
        if isinstance(low, float) and isinstance(high, float) and low > high:
            self.say("low", f"got {low:g}, which lies above high {high:g}")
        return found

    def _words(self, kind: Kind, form: str) -> dict[str, float | str | None]:
        for column in ("low", "high", "unit") + (("value",) if form == "statement" else ()):
            if self.row[column]:
                self.say(column, f"got {self.row[column]!r}, but the form {form} leaves it empty")
        if form == "statement":
            if not self.row["note"]:
                self.say("note", "is empty, but a statement stands in its note")
            return {}
        if not kind.categories:
            self.say("form", f"got 'category', but {self.row['quantity']} has no categories; use a number")
            return {}
        self._known("value", kind.categories, f"a category of {self.row['quantity']}")
        return {"value": self.row["value"]}

    def _number(self, column: str, given: str, kind: Kind) -> float | None:
        try:
            number = float(given)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.say(column, f"got {given!r}, expected a number")
            return None
        if not kind.low <= number <= kind.high:
            unit = f" {kind.unit}" if kind.unit not in (None, "1") else ""
            self.say(
                column,
                f"got {given}, allowed {kind.low:g} to {kind.high:g}{unit} for {self.row['quantity']}",
            )
        return number

"""The reduced siege in Mesa 3: each zone an agent fixed to a cell of a grid, the camps in the model; one process."""
# ruff: noqa: D102

from __future__ import annotations

import math
from importlib.util import find_spec
from typing import Any

import numpy as np

from reduced.numbers import DAYS, NUMBERS, SIDE, ZONES, Outcome

try:
    from mesa import Model
    from mesa.discrete_space import FixedAgent, OrthogonalVonNeumannGrid
except ImportError:
    Model = FixedAgent = object
    OrthogonalVonNeumannGrid: Any = None


def missing() -> str | None:
    """Why this implementation can't run here, or None."""
    return None if find_spec("mesa") else "Mesa is not installed"


class Zone(FixedAgent):
    """A zone of the pocket."""

    def __init__(self, model, cell) -> None:
        super().__init__(model)
        self.cell = cell
        self.held = self.after = 0.0
        self.beside: list[Zone] = []
        self.outside = 0

    def look(self) -> None:
        """Find the zones next to this one, once all are placed."""
        self.beside = [agent for cell in self.cell.neighborhood.cells for agent in cell.agents]
        self.outside = 4 - len(self.beside)

    def fight(self) -> None:
        """Decide the day's building from the morning's front."""
        model, h = self.model, self.held
        beside = 0.25 * (self.outside + sum([zone.held for zone in self.beside]))
        inside, u = 2.0 * h * (1.0 - h), model.random.random()
        if u < 1.0 - math.exp(-model.gain * (inside + (1.0 - h) * beside)):
            h = min(h + 1.0 / NUMBERS.buildings, 1.0)
        elif u > math.exp(-model.loss * (inside + h * (1.0 - beside))):
            h = max(h - 1.0 / NUMBERS.buildings, 0.0)
        self.after = h

    def settle(self) -> None:
        self.held = self.after


class Siege(Model):
    """One member."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=seed)
        n = NUMBERS
        self.stock, self.besieger, self.besieged, self.share, self.end = n.stock, n.besieger, n.besieged, 0.0, -1
        self.gain = self.loss = 0.0
        self.grid = OrthogonalVonNeumannGrid((SIDE, SIDE), torus=False, random=self.random)
        self.zones = [Zone(self, cell) for cell in self.grid.all_cells]
        self.agents.do("look")

    def camps(self) -> None:
        """Supply and losses, and the rates of gain and loss of buildings."""
        n, m, s = NUMBERS, self.besieger, self.besieged
        self.stock = min(max(self.stock + n.inflow - n.use * self.stock / (self.stock + n.half), 0.0), n.capacity)
        defence = s * self.stock / (self.stock + n.half)
        first, second = (math.exp(n.sd * self.random.gauss(0.0, 1.0) - 0.5 * n.sd**2) for _ in range(2))
        hurt = n.alpha * 1000.0 * (m / 1000.0) ** n.p * (s / 1000.0) ** n.q * first
        cost = n.beta * 1000.0 * (defence / 1000.0) ** n.p * (m / 1000.0) ** n.q * second
        win = 1.0 / (1.0 + (defence / m) ** n.exponent)
        self.gain, self.loss = n.rate * win, n.rate * (1.0 - win)
        self.besieger, self.besieged = max(m + n.reinforcement - cost, 1.0), max(s - hurt, 1.0)

    def step(self) -> None:
        self.camps()
        self.agents.do("fight")
        self.agents.do("settle")
        self.share = sum([zone.held for zone in self.zones]) / ZONES
        if self.share >= NUMBERS.most or min(self.besieger, self.besieged) < NUMBERS.least:
            self.end = self.steps - 1
            self.running = False


def simulate(members: int, seed: int) -> Outcome:
    """Run ``members`` of the reduced siege one after another; a siege that is over is not stepped any further."""
    rows = []
    for member in range(members):
        siege = Siege(seed * 1_000_003 + member)
        for _ in range(DAYS):
            siege.step()
            if not siege.running:
                break
        rows.append((siege.end, siege.share, siege.besieger, siege.besieged))
    return Outcome(*np.array(rows, np.float32).T)

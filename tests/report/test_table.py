"""What a person reads."""

import numpy as np

from corridor.ensemble.run import simulate
from corridor.report.table import facts, sparkline


def test_a_sparkline_rises_with_its_values() -> None:
    assert sparkline([0.0, 0.5, 1.0]) == "▁▅█" or sparkline([0.0, 0.5, 1.0]) == "▁▄█"
    assert sparkline([2.0, -1.0]) == "█▁"
    assert len(sparkline(np.linspace(0, 1, 500))) == 60
    assert sparkline([float("nan"), 1.0]) == " █"


def test_the_facts_name_what_rests_on_judgement() -> None:
    run = simulate("teaching-six", 20, days=45)
    found = facts(run)
    assert "parameters.assault.contest_rate" in found["on_judgement"]
    # CDB90's fit is a source, not a judgement
    assert "parameters.assault.power_exponent" not in found["on_judgement"]
    assert found["complete"] is True
    assert found["statuses"]["ok"] == 20

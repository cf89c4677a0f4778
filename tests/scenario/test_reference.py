"""The reference page says what the schema says, and every field says what it means."""

import importlib.util
import types
from pathlib import Path

import pytest

from corridor.scenario.quantity import Quantity, meaning_of
from corridor.scenario.schema import Scenario
from scenario.test_published import sections


@pytest.fixture(scope="module")
def tool(root: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("scenario_reference", root / "tools" / "scenario_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_up_to_date(tool: types.ModuleType):
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run: python tools/scenario_reference.py"


@pytest.mark.parametrize("section", [*sections(Scenario), Quantity], ids=lambda s: s.__name__)
def test_every_field_has_a_meaning(tool: types.ModuleType, section):
    for name, field in section.model_fields.items():
        assert tool.meaning(field), f"{section.__name__}.{name} says nothing of what it means"


def test_every_section_has_a_table_with_all_its_keys(tool: types.ModuleType):
    page = tool.page()
    for section in sections(Scenario):
        rows = tool._table(section)
        assert rows in page and all(f"| `{name}` |" in rows for name in section.model_fields)


def test_defaults_and_their_sources_are_told(tool: types.ModuleType):
    rows = {
        name: row
        for s in sections(Scenario)
        for name, row in zip(s.model_fields, tool._table(s).splitlines()[2:], strict=True)
    }
    assert "| 1 | judgement: " in rows["rationing"]
    assert '| "1", 0.01 to 1 |' in rows["relief_open"]
    for section in sections(Scenario):
        for name, field in section.model_fields.items():
            if meaning_of(field) and field.default is not None and not field.is_required():
                assert field.default.source.replace("|", "\\|") in tool._row(name, field)

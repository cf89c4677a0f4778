"""The command line as a user meets it: what it prints, where it saves, how it fails."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corridor import cli

RUN = ["run", "teaching-six", "--members", "50", "--days", "45", "--parties", "reduced"]


class Said:
    """What one call printed and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def corridor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Call the program in an empty folder, errors handled as the installed command does."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Said:
        monkeypatch.setattr("sys.argv", ["corridor", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        said = capsys.readouterr()
        code = stop.value.code
        return Said(0 if code is None else int(code), said.out, said.err)

    return call


def test_the_table_answers_the_issue_s_questions(corridor) -> None:
    said = corridor(*RUN)
    assert said.code == 0
    for words in ("collapse", "±", "days to the end", "killed, ", "civilians killed", "left the pocket",
                  "share of the pocket lost by", "rest on judgement", "saved in runs/teaching-six", "▁"):  # fmt: skip
        assert words in said.out, words
    for name in ("run.json", "scenario.yaml", "summary.nc", "members.parquet", "trajectories.zarr"):
        assert (Path("runs/teaching-six") / name).exists(), name


def test_json_is_one_object_and_probabilities_sum_to_one(corridor) -> None:
    said = corridor(*RUN, "--json", "--seed", "4", "--out", "here")
    found = json.loads(said.out)
    assert sum(e["probability"] for e in found["endings"].values()) == pytest.approx(1.0)
    assert found["folder"] == "here" and found["members"] == 50 and found["days"] == 45


def test_the_six_questions_and_the_plans_are_answered(corridor) -> None:
    said = corridor(*RUN)
    for words in ("1  does the pocket fall", "2  is a plan accepted", "3  has a negotiated plan run out",
                  "4  who can veto", "5  can and will sponsors", "6  is there an outside strike",
                  "the life of each plan", "parties decide by reduced values"):  # fmt: skip
        assert words in said.out, words
    assert "War alone" not in said.out
    found = json.loads(corridor(*RUN, "--json", "--out", "again").out)
    assert found["parties"] == "reduced" and found["plans"]["pause"]["provisions"]["aid"].keys() >= {"kept", "lapsed"}
    assert (
        0
        <= found["questions"]["deals"]["kept"]["probability"]
        <= found["questions"]["deals"]["accepted"]["probability"]
    )


def test_parties_decide_by_the_fit_that_ships_with_a_library_scenario(corridor) -> None:
    said = corridor("run", "teaching-six", "--members", "50", "--days", "45")
    for words in ("each party decides by what it expects", "joint surplus / accepted", "what parties expect:",
                  "mutual optimism", "a lower bound"):  # fmt: skip
        assert words in " ".join(said.out.split()), words
    found = json.loads(corridor("run", "teaching-six", "--members", "50", "--days", "45", "--json", "--out", "b").out)
    expected = found["expectations"]
    assert found["parties"] == "foresight" and expected["scenario"] == "teaching-six"
    assert expected["gaps"].keys() == {"provincial-government", "town-council", "envoy"}
    assert expected["ripeness"]["foresight"]["plans"].keys() == found["plans"].keys()


def test_without_parties_nothing_is_said_of_talks(corridor) -> None:
    said = corridor(*RUN, "--parties", "none")
    assert said.code == 0
    assert "the war alone: no party decides" in said.out
    assert "2  is a plan accepted" not in said.out and "the life of each plan" not in said.out
    assert "questions" not in json.loads(corridor(*RUN, "--parties", "none", "--json", "--out", "again").out)


def test_a_member_s_history_is_told_and_nothing_is_written(corridor) -> None:
    said = corridor(*RUN, "--member", "17", "--story")
    title, label, *lines = said.out.splitlines()
    assert (said.code, title) == (0, "The siege of Verrin, an invented town of six quarters: member 17")
    assert label.startswith("parties decide by reduced values")
    assert lines[0].startswith("2001-03-") and "(on record)" in said.out
    assert lines[-1].split("  ", 1)[1].startswith(("At the horizon", "The siege ends"))
    assert lines == sorted(lines, key=lambda line: line[:10])
    assert not Path("runs").exists()
    told = json.loads(corridor(*RUN, "--member", "17", "--story", "--json").out)
    assert [line["text"] for line in told["lines"]] == [x[12:].removesuffix(" (on record)") for x in lines]


def test_a_run_is_not_written_over(corridor) -> None:
    assert corridor(*RUN).code == 0
    refused = corridor(*RUN)
    assert (refused.code, "nothing was changed" in refused.err, "Traceback" in refused.err) == (1, True, False)
    assert corridor(*RUN, "--force").code == 0
    assert corridor(*RUN, "--resume").code == 0


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["run", "teaching-sx"], 1, "did you mean 'teaching-six'"),
        (["run", "nowhere/at/all.yaml"], 1, "nowhere/at/all.yaml"),
        (["run", "teaching-six", "--set", "parameters.assualt.mirror=0.5"], 1, "did you mean 'assault'"),
        (["run", "teaching-six", "--set", "parameters.assault.mirror=7"], 1, "allowed 0 to 1"),
        (["run", "teaching-six", "--until-known", "yesterday"], 1, "expected a date"),
        (["run", "teaching-six", "--members", "0"], 1, "members: got 0"),
        (["run", "teaching-six", "--members", "many"], 2, "--members"),
        (["run", "teaching-six", "--impose", "all"], 1, "allowed: record, decisions, nothing"),
        (["run", "teaching-six", "--parties", "foresigt"], 1, "parties: got 'foresigt'; did you mean 'foresight'"),
        (["run", "teaching-six", "--story"], 2, "--member"),
        (["run", "teaching-six", "--member", "3"], 2, "--story"),
        (["run", "teaching-six", "--member", "-3", "--story"], 1, "member: got -3, allowed"),
        (["run"], 2, "name"),
        (["check", "."], 1, "scenario.yaml"),
        (["new", "Not A Name"], 1, "Not A Name"),
    ],
)
def test_a_mistake_is_one_clear_message(corridor, words: list[str], code: int, message: str) -> None:
    said = corridor(*words)
    assert said.code == code
    assert message in said.err
    assert "Traceback" not in said.err + said.out


def test_a_changed_number_changes_the_run(corridor) -> None:
    plain = json.loads(corridor(*RUN, "--json", "--out", "a").out)
    calm = ["--set", "parameters.assault.start_besieger=0", "--set", "parameters.assault.tempo_calm=0"]
    quiet = json.loads(corridor(*RUN, *calm, "--json", "--out", "b", "--impose", "nothing").out)
    assert quiet["at_horizon_10_50_90"]["lost_besieged"][2] < plain["at_horizon_10_50_90"]["lost_besieged"][1]


def test_new_writes_a_scenario_that_checks_and_runs(corridor) -> None:
    assert corridor("new", "my-siege").code == 0
    assert corridor("check", "my-siege").out.startswith("my-siege: good.")
    assert corridor("run", "./my-siege", "--members", "20", "--days", "45", "--parties", "reduced").code == 0
    assert corridor("new", "my-siege").code == 1


def test_show_check_scenarios_schema_speak_json(corridor) -> None:
    assert "teaching-six" in json.loads(corridor("scenarios", "--json").out)
    assert json.loads(corridor("check", "teaching-six", "--json").out)["ok"] is True
    assert json.loads(corridor("schema").out)["type"] == "object"
    shown = json.loads(corridor("show", "teaching-six", "--numbers", "--evidence", "--json").out)
    assert shown["numbers"]["parameters.assault.mirror"]["source"]
    assert shown["claims"]
    assert "zones" in corridor("show", "aleppo-2016").out


def test_help_lists_the_commands() -> None:
    said = CliRunner().invoke(cli.app, ["--help"])
    assert said.exit_code == 0
    for name in ("check", "show", "scenarios", "schema", "new", "run"):
        assert name in said.output

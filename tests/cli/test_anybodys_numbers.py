"""What people really bring to the commands: words of their own, copies, zeros, open and equal ends, many rows."""

import json
import math
import random

import pytest

from landreform.cli.main import main

HEADER = "estimate,low,point,high,outcome,lineage\n"
#: Ten copies of one claim and another: the first release pooled them to 6,615 persons, and one copy to 17,954.
COPIED = "".join(f"copy {k},3000,5000,15000,executed,L\n" for k in range(10)) + "other,40000,60000,90000,executed,M\n"
WAR = "field,160,,,battle_deaths,\nrelief,,30,,famine_deaths,\nsurvey,20,,40,excess_deaths,\n"
OUTCOMES = "outcome,part_of,title\nbattle_deaths,excess_deaths,\nfamine_deaths,excess_deaths,killed by hunger\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Write tables beside the claims, run a command, and give exit status, standard output and standard error."""

    def command(name, rows, *options, **tables):
        paths = {}
        for table, text in ({"claims": HEADER + rows} | tables).items():
            paths[table] = tmp_path / f"{table}.csv"
            paths[table].write_text(text, encoding="utf-8")
        words = [str(paths[option[1:]]) if option.startswith("@") else option for option in options]
        return main([name, str(paths["claims"]), *words]), *capsys.readouterr()

    return command


def told(run, *words, **tables):
    """Run a command that has to work, and give what it says in JSON."""
    status, out, err = run(*words, "--json", **tables)
    assert (status, err) == (0, "")
    return json.loads(out)


# A declared lineage.


def test_a_lineage_is_one_voice_of_a_pool_and_the_output_says_so(run):
    assert told(run, "pool", COPIED)["pooled"] == pytest.approx(17954, rel=1e-4)
    _, out, _ = run("pool", COPIED)
    assert "11 claims in 2 lineages, one voice for each lineage," in out
    assert "One voice (L): copy 0, copy 1, copy 2" in out and "With --each-claim every claim is one voice." in out


def test_every_claim_is_a_voice_where_that_is_asked_for_and_called_a_sensitivity(run):
    assert told(run, "pool", COPIED, "--each-claim")["pooled"] == pytest.approx(6615, rel=1e-4)
    assert "11 claims of 2 lineages, EACH CLAIM ONE VOICE (a sensitivity)," in run("pool", COPIED, "--each-claim")[1]


def test_the_same_claims_without_their_copy_are_the_same_pool(run):
    rows = "a,100,,1000,died,A\nc,300,,500,died,C\n"
    assert told(run, "pool", rows + "b,100,,1000,died,A\n")["pooled"] == told(run, "pool", rows)["pooled"]


def test_the_gap_and_the_bounds_say_how_many_lineages_hold_them(run):
    found = told(run, "gap", COPIED)
    assert found["binding_lineages"] == ["L", "M"] and len(found["binding"]) == 11
    assert found["drop_one"]["copy 3"] == found["delta"] and found["drop_lineage"]["L"] == 1.0
    assert "These ends belong to 2 lineages." in run("gap", COPIED)[1]
    (row,) = told(run, "bounds", COPIED)["outcomes"]
    assert (row["cap"], row["cap_from"], row["cap_lineages"]) == (15000, "copy 0", 1)
    assert "15,000 (copy 0, 1 lineage)" in run("bounds", COPIED)[1]


# A vocabulary of one's own.


@pytest.mark.parametrize("command", ["gap", "bounds"])
def test_outcomes_of_ones_own_need_no_file_and_then_stand_by_themselves(run, command):
    status, out, err = run(command, WAR)
    assert (status, err) == (0, "")
    note = (
        "Note: Outcomes: nobody said which is part of which, so that battle_deaths, famine_deaths and excess_deaths are"
    )
    assert note in out and "executed" not in out
    assert told(run, command, WAR)["notes"][0].startswith("Outcomes: nobody said which")


def test_a_table_of_outcomes_orders_them(run):
    assert told(run, "gap", WAR)["delta"] == 1.0
    found = told(run, "gap", WAR, "--outcomes", "@outcomes", outcomes=OUTCOMES)
    assert (found["delta"], found["binding"], found["notes"]) == (2.0, ["field", "survey"], [])
    rows = {
        row["outcome"]: row
        for row in told(run, "bounds", WAR, "--outcomes", "@outcomes", outcomes=OUTCOMES)["outcomes"]
    }
    assert (rows["excess_deaths"]["floor"], rows["excess_deaths"]["cap"]) == (160, 40)
    assert (
        told(run, "pool", WAR, "--outcomes", "@outcomes", "--width", "2", "--mixed-outcomes", outcomes=OUTCOMES)["k"]
        == 2
    )


@pytest.mark.parametrize("command", ["gap", "bounds", "pool"])
def test_circles_and_outcomes_that_the_table_lacks_are_refused(run, command):
    status, out, err = run(command, WAR, "--outcomes", "@outcomes", outcomes="outcome,part_of\na,b\nb,a\n")
    assert (status, out) == (2, "") and "outcomes.csv, column part_of: found" in err and "→" in err
    status, out, err = run(command, WAR, "--outcomes", "@outcomes", outcomes="outcome,part_of\nfamine_deaths,\n")
    assert (status, out, len(err.splitlines())) == (2, "", 2)
    assert "row 2, column outcome: found 'battle_deaths', expected one of famine_deaths" in err


def test_only_what_is_claimed_is_printed(run):
    _, out, _ = run("bounds", "maria,64,,,died,\nstudy,793,4645,8498,died,\n")
    assert [line.split()[0] for line in out.splitlines()[3:4]] == ["died"]
    assert "executed" not in out and "no limit to" not in out


STAGES = "stage,outcome,counted\nfirst,battle_deaths,100\nlast,battle_deaths,\n"
BASES = "base,stage,exposure,unit\ndistricts,first,10,districts\ndistricts,last,5,districts\n"


def test_stages_and_bases_of_ones_own(run):
    tables = {"outcomes": OUTCOMES, "stages": STAGES, "bases": BASES}
    options = ("--outcomes", "@outcomes", "--stages", "@stages", "--bases", "@bases")
    found = told(run, "bounds", WAR, *options, **tables)
    assert found["counted"] == {"outcome": "battle_deaths", "persons": 100, "stages_without_a_count": ["last"]}
    assert found["bases"] == [{"base": "districts", "unit": "districts", "rate": 10, "rest": 0.5, "implied": 150}]
    required = {(row["estimate"], row["end"]): row for row in found["required"]}
    # That at least so many died in all says nothing of those who died in battle.
    assert set(required) == {("field", "low"), ("survey", "high")}
    assert required["field", "low"]["multiplier"] == pytest.approx(1.2)
    _, out, _ = run("bounds", WAR, *options, **tables)
    assert "The stages with a count count 100 persons (battle_deaths); without a count: last." in out
    assert "field low 160 at least 1.2 at most 94 %" in " ".join(out.split())
    assert "survey high 40 less than counted exceeded even if all" in " ".join(out.split())
    status, _, err = run("bounds", WAR, *options, **tables | {"stages": STAGES.replace("battle", "siege")})
    assert status == 2 and err.startswith("stages.csv, column outcome: found 'siege_deaths', expected an outcome of")
    for lacking in (("--stages", "@stages"), ("--bases", "@bases")):
        with pytest.raises(SystemExit, match="2"):
            run("bounds", WAR, *lacking, **tables)


# Zeros, open ends, equal ends, one and two claims.


@pytest.mark.parametrize("command", ["gap", "bounds"])
def test_a_low_of_0_is_open_and_said_so(run, command):
    rows = "e1,0,12,40,died,\ne2,10,,50,died,\n"
    found = told(run, command, rows)
    assert found["notes"] == ["Open at the low end, since a low of 0 limits nothing: e1."]
    assert found == told(run, command, "e1,,12,40,died,\ne2,10,,50,died,\n") | {"notes": found["notes"]}


def test_a_pool_says_why_a_claim_is_left_out(run):
    rows = "zero,0,12,40,died,\nequal,100,100,100,died,\nbare,,70,,died,\nopen,30,,,died,\n"
    rows += "a,10,,50,died,\nb,20,,90,died,\n"
    found = told(run, "pool", rows)
    assert found["left_out_because"] == {
        "zero": "open below",
        "equal": "exact: both ends are the same number",
        "bare": "a bare number",
        "open": "open above",
    }
    assert "Left out, exact: both ends are the same number: equal." in run("pool", rows)[1]
    assert told(run, "pool", rows, "--width", "1.5")["assumed_width"] == ["equal", "bare"]


@pytest.mark.parametrize("command", ["gap", "bounds", "pool"])
@pytest.mark.parametrize("row", ["n,,0,,died,", "n,0,0,5,died,", "n,,,0,died,", "n,0,0,0,died,"])
def test_nobody_died_is_a_clear_answer_that_stands_in_no_comparison(run, command, row):
    status, out, err = run(command, f"a,1,,2,died,\nb,1,,3,died,\n{row}\n")
    assert (status, out) == (2, "")
    assert all("that nobody died is a clear answer" in line for line in err.splitlines())


def test_one_claim_and_two_have_answers(run):
    assert run("gap", "a,1,,2,died,\n")[1].startswith("One claim contradicts nobody (gap 1).")
    assert run("bounds", "a,1,,2,died,\n")[1].startswith("One claim, taken at its word, leaves this open:")
    assert "found '1 claim with a density (a)', expected two such claims" in run("pool", "a,1,,2,died,\n")[2]
    two = "a,1,,2,died,\nb,8,,16,died,\n"
    assert told(run, "gap", two)["delta"] == 2.0 and told(run, "pool", two)["pi_low"] is None


# Ten thousand claims; that they take a second or two is measured, and not tested.


def many(seed, kind):
    """Draw a table of ten thousand claims."""
    draw = random.Random(seed)
    lines = []
    for k in range(10_000):
        low = int(10 ** draw.uniform(2, 5))
        high = low + 1 + int(low * draw.random() * 3)
        if kind == "ties":
            low, high = (400, 500) if k % 2 else (50, 100)
        outcome = {"one": "died", "ties": "died", "each": f"outcome {k}"}.get(kind) or draw.choice(WHOLES)
        lines.append(f"c{k},{low},,{high},{outcome},L{draw.randrange(3000)}\n")
    return "".join(lines)


WHOLES = ("battle_deaths", "famine_deaths", "excess_deaths")


@pytest.mark.parametrize("kind", ["one", "ties", "each", "tree"])
def test_ten_thousand_claims_in_every_command(run, kind):
    rows = many(1, kind)
    options = ("--outcomes", "@outcomes") if kind == "tree" else ()
    found = told(run, "gap", rows, *options, outcomes=OUTCOMES)
    assert len(found["drop_one"]) == 10_000 and (found["delta"] == 1.0) == (kind == "each")
    rows_out = told(run, "bounds", rows, *options, outcomes=OUTCOMES)["outcomes"]
    assert len(rows_out) == {"one": 1, "ties": 1, "each": 10_000, "tree": 3}[kind]
    if kind in ("one", "ties"):
        pooled = told(run, "pool", rows, outcomes=OUTCOMES)
        assert pooled["claims"] == 10_000 and pooled["k"] == pooled["lineages"] <= 3000
        assert told(run, "pool", rows, "--each-claim", outcomes=OUTCOMES)["k"] == 10_000
    shown = run("gap", rows, *options, outcomes=OUTCOMES)[1]
    assert len(shown.splitlines()) < 120, "what a person reads is no list of ten thousand"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_gap_of_a_thousand_claims_is_that_of_brute_force(run, seed):
    draw = random.Random(seed)
    claims = []
    for k in range(1000):
        low = draw.randrange(1, 10**5)
        ends = draw.choice(((low, low + draw.randrange(10**5)), (low, math.inf), (0, low), (low, low)))
        claims.append((f"c{k}", *ends, draw.choice(WHOLES)))
    within = {("battle_deaths", "excess_deaths"), ("famine_deaths", "excess_deaths")} | {
        (name, name) for name in WHOLES
    }

    def brute(kept):
        worst = 1.0
        for _, low, _, part in kept:
            for _, _, high, whole in kept:
                if low > worst * high and (part, whole) in within:
                    worst = low / high
        return math.sqrt(worst)

    def cell(value):
        return "" if value in (0, math.inf) else str(value)

    rows = "".join(f"{name},{cell(low)},,{cell(high)},{outcome},\n" for name, low, high, outcome in claims)
    found = told(run, "gap", rows, "--outcomes", "@outcomes", outcomes=OUTCOMES)
    assert found["delta"] == pytest.approx(brute(claims), rel=1e-9)
    for name in found["binding"]:
        others = [claim for claim in claims if claim[0] != name]
        assert found["drop_one"][name] == pytest.approx(brute(others), rel=1e-9)
    loose = draw.choice([name for name, *_ in claims if name not in found["binding"]])
    assert found["drop_one"][loose] == found["delta"]


def test_a_fault_that_no_command_expects_is_one_line_and_no_traceback(run, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr("landreform.contested.consistency.report", broken)
    assert run("gap", "a,1,,2,died,\n") == (2, "", "landreform gap: float division by zero\n")

    def absent(*_):
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")

    monkeypatch.setattr("landreform.contested.consistency.report", absent)
    status, _, err = run("gap", "a,1,,2,died,\n")
    assert status == 2 and "this needs the library matplotlib, which is not installed" in err

"""What the commands draw of anybody's claims: in every format, from every kind of claims, the same bytes twice."""

import random
import xml.etree.ElementTree as ElementTree

import pytest

from landreform.cli.main import main

CLAIMS = """estimate,low,point,high,outcome,lineage
Government 1999,900,,1100,killed,gov
Ministry,,1000,,killed,gov
survey,2500,4000,9000,killed,
Bishop,,20000,,excess,
Hospital,1500,,,wounded,
Nguyễn Văn $A$ and 土改,30000,50000,60000,killed,
at most,,,700,excess,
"""
OUTCOMES = "outcome,part_of,title\nkilled,excess,killed by $oldier$\nwounded,excess,\n"
STAGES = "stage,outcome,counted\nfirst,killed,500\nlast,killed,\n"
BASES = "base,stage,exposure,unit\ndistricts,first,20,districts\ndistricts,last,12,districts\n"


@pytest.fixture
def draw(tmp_path, capsys):
    """Write tables beside the claims, draw, and give the bytes of the file."""

    def command(name, *options, ending="svg", rows=CLAIMS, **tables):
        paths = {}
        for table, text in ({"claims": rows, "outcomes": OUTCOMES} | tables).items():
            paths[table] = tmp_path / f"{table}.csv"
            paths[table].write_text(text, encoding="utf-8")
        words = [str(paths[option[1:]]) if option.startswith("@") else option for option in options]
        file = tmp_path / f"drawn.{ending}"
        status = main([name, str(paths["claims"]), *words, "--plot", str(file)])
        assert (status, capsys.readouterr().err) == (0, "")
        return file.read_bytes()

    return command


COMMANDS = {
    "gap": ("gap", "--outcomes", "@outcomes"),
    "bounds": ("bounds", "--outcomes", "@outcomes"),
    "frontier": ("bounds", "--outcomes", "@outcomes", "--stages", "@stages", "--bases", "@bases"),
    "pool": ("pool", "--outcomes", "@outcomes", "--width", "1.5", "--mixed-outcomes"),
}
FIRST = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def title(svg):
    """Give the title that an SVG file says it has."""
    return ElementTree.fromstring(svg).findtext(".//{http://purl.org/dc/elements/1.1/}title")


@pytest.mark.parametrize("kind", COMMANDS)
def test_every_command_draws_and_twice_the_same(draw, kind):
    once, again = (draw(*COMMANDS[kind], stages=STAGES, bases=BASES) for _ in range(2))
    assert once == again and once.startswith(b"<?xml")
    assert {
        "gap": "Of 7 claims at least ",
        "bounds": "7 claims: the highest number is 86 times the lowest",
        "frontier": "The highest number, 60,000, needs counts that hold 1.3 % if",
        "pool": "4 lineages pooled: ",
    }[kind] in title(once)


@pytest.mark.parametrize("ending", FIRST)
def test_every_format_by_its_ending(draw, ending):
    made = [draw(*COMMANDS["bounds"], ending=name) for name in (ending, ending.upper())]
    assert made[0].startswith(FIRST[ending]) and made[0] == made[1]


@pytest.mark.parametrize(
    "rows",
    [
        "a,1,,2,died,\n",
        "a,,5,,died,\n",
        "a,1,,,died,\nb,,,9,died,\n",
        "a,5,5,5,died,\n",
        "a,1,,2,died,\nb,1,,2,died,\n",
        "a,1,,1000000000000,died,\n",
        "".join(f"c{k},{k + 1},,{2 * k + 3},outcome {k},\n" for k in range(60)),
    ],
)
def test_any_claims_can_be_drawn(draw, rows):
    table = "estimate,low,point,high,outcome,lineage\n" + rows
    for name in ("gap", "bounds"):
        assert title(draw(name, rows=table))


def test_thousands_of_claims_are_drawn_without_names(draw):
    chosen = random.Random(1)
    rows = "".join(f"name {k},{(low := chosen.randrange(1, 10**5))},,{low * 3},died,\n" for k in range(3000))
    table = "estimate,low,point,high,outcome,lineage\n" + rows
    assert title(draw("bounds", rows=table)).startswith("3,000 claims: ")
    assert title(draw("gap", rows=table)).startswith("Of 3,000 claims at least ")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("drawn.jpg", "found 'drawn.jpg', expected a file that ends in .svg, .png or .pdf"),
        ("drawn", "expected a file that ends in .svg, .png or .pdf"),
        ("/no/such/folder/drawn.svg", "expected a place where a file can be written"),
    ],
)
def test_a_place_where_nothing_can_be_drawn_is_one_line(tmp_path, capsys, path, words):
    file = tmp_path / "claims.csv"
    file.write_text(CLAIMS, encoding="utf-8")
    assert main(["gap", str(file), "--plot", path]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and words in shown.err and shown.err.count("\n") == 1


def test_a_frontier_needs_a_stage_without_a_count_and_a_claim_on_what_was_counted(tmp_path, capsys):
    for name, text in (
        ("claims", CLAIMS),
        ("stages", STAGES.replace("last,killed,", "last,killed,7")),
        ("bases", BASES),
    ):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    words = ["--stages", str(tmp_path / "stages.csv"), "--bases", str(tmp_path / "bases.csv"), "--plot", "x.svg"]
    assert main(["bounds", str(tmp_path / "claims.csv"), *words]) == 2
    assert "found 'no stage without a count', expected something to draw a frontier of" in capsys.readouterr().err

"""Rows are for ever: what was published is there as it was, or a revision says why not."""

import csv
import hashlib
import shutil

import pytest

from landreform.cli.main import main
from landreform.ledger import revisions, tables
from landreform.paths import RELEASES

REASONS = ["revision", "version", "table", "row", "change", "columns", "old", "new", "reason", "successor"]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def waves(**communes):
    return [{"wave_row": row, "communes": number, "note": ""} for row, number in communes.items()]


def reason(row, change, table="waves", version="0.3.0", successor="", **more):
    given = {"revision": f"{version}-{table}-{row}", "version": version, "table": table, "row": row, "change": change}
    return dict.fromkeys(REASONS, "") | given | {"reason": "It was misread.", "successor": successor} | more


@pytest.fixture
def ledger(tmp_path):
    """Give folders of today and of the releases; a function writes the tables of today."""
    data, releases = tmp_path / "data", tmp_path / "releases"
    write(releases / "0.1.0/data/waves.csv", waves(a="6", b="47", c="210"))

    def today(rows, *reasons, **more):
        write(data / "waves.csv", rows)
        for name, content in more.items():
            write(data / f"{name}.csv", content)
        (data / "revisions.csv").write_text(",".join(REASONS) + "\n", encoding="utf-8")
        if reasons:
            write(data / "revisions.csv", list(reasons))
        return data, releases

    return today


def said(folders):
    return [(fault.column, fault.expected) for fault in revisions.faults(*folders)]


def test_every_released_row_of_the_ledger_is_accounted_for():
    assert revisions.faults() == []
    assert revisions.filled() == (tables.DATA / "revisions.csv").read_text(encoding="utf-8"), "make codebook"


def test_the_tables_of_the_first_release_are_kept():
    kept = tables.descriptor(RELEASES / "0.1.0/data")["resources"]
    assert len(kept) == 11
    for table in kept:
        raw = (RELEASES / "0.1.0/data" / table["path"]).read_bytes()
        # The descriptor of the release has the hash: no byte has moved since.
        assert table["hash"] == "sha256:" + hashlib.sha256(raw).hexdigest()


def test_a_new_row_a_new_column_and_a_new_table_are_no_change(ledger):
    rows = [row | {"cadres": "9"} for row in waves(a="6", b="47", c="210", d="466")]
    assert said(ledger(rows, errata=[{"erratum": "e-01"}])) == []


def test_a_changed_row_needs_a_reason(ledger):
    ((column, expected),) = said(ledger(waves(a="6", b="53", c="210")))
    assert column == "communes" and expected.startswith("'47', or a row of revisions.csv for waves, b")


def test_a_row_that_is_gone_needs_a_reason_and_a_moved_one_its_new_place(ledger):
    ((_, expected),) = said(ledger(waves(a="6", c="210")))
    assert "for waves, b" in expected
    elsewhere = {"reception": [{"restatement": "b", "note": ""}]}

    def with_reason(made):
        made[0].joinpath("revisions.csv").write_text(revisions.filled(*made), encoding="utf-8")
        return [column for column, _ in said(made)]

    assert with_reason(ledger(waves(a="6", c="210"), reason("b", "withdrawn"))) == []
    assert with_reason(ledger(waves(a="6", c="210"), reason("b", "moved"), **elsewhere)) == ["successor"]
    assert with_reason(ledger(waves(a="6", c="210"), reason("b", "moved", successor="reception:x"))) == ["successor"]
    assert with_reason(ledger(waves(a="6", c="210"), reason("b", "moved", successor="reception:b"), **elsewhere)) == []
    assert with_reason(ledger(waves(a="6", c="210"), reason("b", "corrected"))) == ["change"]


def test_a_reason_needs_a_change(ledger):
    assert [column for column, _ in said(ledger(waves(a="6", b="47", c="210"), reason("b", "corrected")))] == ["row"]
    assert [column for column, _ in said(ledger(waves(a="6", b="47", c="210"), reason("z", "withdrawn")))] == ["row"]


def test_old_and_new_cells_are_filled_and_held(ledger):
    made = ledger(waves(a="6", b="", c="210"), reason("b", "corrected"))
    assert {column for column, _ in said(made)} == {"columns", "old", "new"}
    assert revisions.fill(*made) and not revisions.fill(*made)
    assert said(made) == []
    row = revisions.read_tables(made[0])["revisions"]["0.3.0-waves-b"]
    assert (row["columns"], row["old"], row["new"]) == ("communes", "communes: 47", "communes: (empty)")
    gone = ledger(waves(a="6", c="210"), reason("b", "withdrawn"))
    revisions.fill(*gone)
    row = revisions.read_tables(gone[0])["revisions"]["0.3.0-waves-b"]
    assert (row["columns"], row["old"], row["new"]) == ("", "wave_row: b | communes: 47", "")


def test_a_row_that_still_stands_was_corrected_and_the_name_of_a_revision_is_fixed(ledger):
    wrong = reason("b", "withdrawn") | {"revision": "b"}
    made = ledger(waves(a="6", b="53", c="210"), wrong)
    revisions.fill(*made)
    assert [column for column, _ in said(made)] == ["revision", "change"]


def test_a_key_that_follows_its_row_into_another_table_needs_no_reason_and_may_have_one(ledger):
    step = {"step": "s", "estimate": "x", "derives_from": "y", "origin": ""}
    data, releases = ledger(waves(a="6", b="47", c="210"))
    write(releases / "0.1.0/data/lineage.csv", [step])
    now = step | {"estimate": "", "restatement": "x", "through": ""}
    write(data / "lineage.csv", [now])
    assert said((data, releases)) == []
    write(data / "revisions.csv", [reason("s", "corrected", "lineage")])
    revisions.fill(data, releases)
    assert said((data, releases)) == []
    assert revisions.read_tables(data)["revisions"]["0.3.0-lineage-s"]["new"] == "restatement: x"
    write(data / "lineage.csv", [now | {"restatement": "z"}])
    write(data / "revisions.csv", [reason("a", "corrected")])
    assert any("for lineage, s" in expected for _, expected in said((data, releases)))


def test_each_release_is_compared_with_the_next(ledger):
    """After a release its revisions are history: they are held against the tables of then and not of today."""
    data, releases = ledger(waves(a="8", b="53", c="210"), reason("b", "corrected"))
    write(releases / "0.3.0/data/waves.csv", waves(a="6", b="53", c="210"))
    revisions.fill(data, releases)
    ((column, expected),) = said((data, releases))
    assert column == "communes" and "for waves, a" in expected and "0.3.0 published" in expected
    write(data / "revisions.csv", [reason("b", "corrected"), reason("a", "corrected", version="0.10.0")])
    revisions.fill(data, releases)
    assert said((data, releases)) == []


def test_the_command_holds_the_ledger_of_the_book_and_nobody_elses(ledger_copy, monkeypatch, capsys):
    lines = (ledger_copy / "waves.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    released = next(line for line in lines if line.startswith("viwiki-ccrd-land-reform-total,"))
    lines.remove(released)
    (ledger_copy / "waves.csv").write_text("".join(lines), encoding="utf-8", newline="")
    assert main(["check", str(ledger_copy)]) == 0
    monkeypatch.setattr(tables, "DATA", ledger_copy)
    assert main(["check", str(ledger_copy)]) == 1
    assert released.partition(",")[0] in capsys.readouterr().err


def test_a_release_keeps_its_tables(tmp_path):
    from landreform.build import release

    (tmp_path / "_build/html").mkdir(parents=True)
    (tmp_path / "_build/figures").mkdir()
    (tmp_path / "_build/figures/SHA256SUMS").write_text("", encoding="utf-8")
    shutil.copytree(tables.DATA, tmp_path / "data")
    folder = release.keep(tmp_path, "9.9.9") / "data"
    assert {file.name for file in folder.iterdir()} == {
        file.name for file in tables.DATA.iterdir() if file.suffix in (".csv", ".json")
    }

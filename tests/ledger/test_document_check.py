"""The comparison with the documents, on documents made here."""

import csv
import json
import shutil

import pytest

from landreform.cli.main import main
from landreform.ledger import tables
from landreform.ledger.document_check import compare


@pytest.fixture
def documents(tmp_path):
    """Give a folder in which the work goscha2011 is a text that holds exactly what the ledger read there."""
    folder = tmp_path / "documents"
    folder.mkdir()
    said = []
    for table in tables.descriptor()["resources"]:
        with (tables.DATA / table["path"]).open(encoding="utf-8", newline="") as file:
            said += [
                row["printed"]
                for row in csv.DictReader(file)
                if row.get("read_in") == "goscha2011" and "printed" in row
            ]
    assert said
    (folder / "goscha2011.txt").write_text(". \n".join(said), encoding="utf-8")
    return folder


def test_a_document_that_holds_everything_leaves_nothing_absent(documents):
    missing, _ = compare(documents)
    assert missing == []


def test_a_number_that_is_not_in_the_document_is_reported(documents):
    path = documents / "goscha2011.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("80%", "81%"), encoding="utf-8")
    missing, unrecorded = compare(documents)
    assert {(item.table, item.value) for item in missing} == {("counts", "more than 80%")}
    assert [item.value for item in unrecorded if item.kind == "unexplained"] == ["81"]


def test_a_longer_number_does_not_hold_a_shorter_one(documents):
    path = documents / "goscha2011.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("80%", "180%"), encoding="utf-8")
    missing, _ = compare(documents)
    assert len(missing) == 1


@pytest.mark.parametrize(
    "text, kind",
    [
        ("See Somebody, pp. 91–3.", "page"),
        ("Somebody, *Pacific Affairs* 49, 1 (1976): 70–92.", "volume or issue"),
        ("doi:10.1017/S0022463424000407", "address or identifier"),
        ("It was later, in 1975.", "year outside the subject"),
        ("On 30 April 1975 it ended.", "day outside the subject"),
        ("Instruction no. 59 was long.", "number that names a document"),
        ("There were 4711 of them.", "unexplained"),
    ],
)
def test_numbers_that_are_no_datum_are_told_by_rule(documents, text, kind):
    (documents / "somebody1999.txt").write_text(text + "\n", encoding="utf-8")
    _, unrecorded = compare(documents)
    assert kind in {item.kind for item in unrecorded if item.document == "somebody1999"}


def test_the_command_prints_both_lists(documents, capsys):
    assert main(["check", "--against", str(documents)]) == 0
    assert "do not stand in the document named: 0" in capsys.readouterr().out
    (documents / "goscha2011.txt").write_text("Nothing.\n", encoding="utf-8")
    assert main(["check", "--against", str(documents), "--json"]) == 1
    lists = json.loads(capsys.readouterr().out)
    assert lists["absent"] and set(lists) == {"absent", "unheld"}


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no document"):
        compare(tmp_path)


def test_an_erratum_joins_numbers_in_its_own_words_and_each_must_stand_in_the_document(tmp_path):
    documents, ledger = tmp_path / "documents", tmp_path / "data"
    documents.mkdir()
    shutil.copytree(tables.DATA, ledger)
    path = ledger / "errata.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names, row = reader.fieldnames, next(reader)
    row |= {"read_in": "somebody1999", "printed": "32.94, 52.24 and 14.38 per cent … pp. 562–74"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)
    text = "Of the cells 32.94 per cent and 52.24 per cent; then 14.38 per cent (see pp. 562–74)."
    (documents / "somebody1999.txt").write_text(text, encoding="utf-8")
    missing, unrecorded = compare(documents, ledger)
    assert missing == []
    assert "32.94" in {item.value for item in unrecorded}  # an erratum records no number as held
    (documents / "somebody1999.txt").write_text(text.replace("52.24", "52.42"), encoding="utf-8")
    missing, _ = compare(documents, ledger)
    assert [(item.table, item.column, item.value) for item in missing] == [("errata", "printed", "52.24")]

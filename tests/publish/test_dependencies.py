"""What code imports is read once, noted under its content, and read again wherever the note does not say it."""

import ast
import json

import pytest

from landreform.publish import dependencies
from landreform.publish.dependencies import NOTE, Sources

FILES = {
    "__init__.py": "",
    "top.py": "import landreform.middle\n",
    "middle.py": "from landreform import bottom\n",
    "bottom.py": "import json\n",
    "apart.py": "",
}


@pytest.fixture
def root(tmp_path):
    package = tmp_path / "src" / "landreform"
    package.mkdir(parents=True)
    (tmp_path / "_build").mkdir()
    for name, code in FILES.items():
        (package / name).write_text(code, encoding="utf-8")
    return tmp_path


def behind(root, module="landreform.top"):
    return [path.name for path in Sources(root).closure([module])]


@pytest.fixture
def parsed(monkeypatch):
    """Count what is parsed."""
    seen = []
    parse = ast.parse
    monkeypatch.setattr(dependencies.ast, "parse", lambda code: (seen.append(code), parse(code))[1])
    return seen


def test_code_that_was_read_is_not_parsed_again(root, parsed):
    first = behind(root)
    assert first == ["__init__.py", "bottom.py", "middle.py", "top.py"] and len(parsed) == 4
    assert behind(root) == first and len(parsed) == 4


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from landreform import apart\n", ["__init__.py", "apart.py", "middle.py", "top.py"]),
        ("", ["__init__.py", "middle.py", "top.py"]),
    ],
)
def test_code_that_has_changed_is_parsed(root, parsed, code, expected):
    behind(root)
    (root / "src/landreform/middle.py").write_text(code, encoding="utf-8")
    assert behind(root) == expected


def test_a_module_that_comes_into_being_counts_for_who_names_it_already(root):
    (root / "src/landreform/bottom.py").write_text("from landreform.apart import late\n", encoding="utf-8")
    assert "late.py" not in behind(root)
    (root / "src/landreform/apart.py").unlink()
    (root / "src/landreform/apart").mkdir()
    (root / "src/landreform/apart/__init__.py").write_text("", encoding="utf-8")
    (root / "src/landreform/apart/late.py").write_text("", encoding="utf-8")
    assert "late.py" in behind(root)


def spoilt(note):
    known = json.loads(note)
    return {
        "nothing": "",
        "cut off": note[:40],
        "another kind": "[]",
        "names of another kind": json.dumps(known | {"names": 3}),
        "entries of another kind": json.dumps(known | {"names": dict.fromkeys(known["names"], 3)}),
        "another reader": json.dumps({"reader": "", "names": {key: [] for key in known["names"]}}),
    }


@pytest.mark.parametrize("how", spoilt('{"names": {}}'))
def test_a_note_that_cannot_be_trusted_is_not_used(root, how):
    first = behind(root)
    note = root / "_build" / NOTE
    note.write_text(spoilt(note.read_text(encoding="utf-8"))[how], encoding="utf-8")
    assert behind(root) == first


def test_nothing_is_noted_where_nothing_is_built(root):
    (root / "_build").rmdir()
    assert "bottom.py" in behind(root)
    assert not (root / "_build").exists()


def test_the_note_forgets_code_that_is_gone(root):
    behind(root)
    before = json.loads((root / "_build" / NOTE).read_text(encoding="utf-8"))["names"]
    (root / "src/landreform/middle.py").write_text("from landreform import apart\n", encoding="utf-8")
    behind(root)
    now = json.loads((root / "_build" / NOTE).read_text(encoding="utf-8"))["names"]
    assert len(set(before) - set(now)) == 1

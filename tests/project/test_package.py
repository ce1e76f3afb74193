"""The package without the checkout: what a wheel holds, what the engine imports, what commands and notebooks do.

`make rerun`, which sets LANDREFORM_NOTEBOOKS to all, executes every notebook; otherwise it is some, which together
show figures, folded and numbered tables, and import the library that only a few need.
"""

import importlib.metadata
import json
import os
import subprocess
import sys
import tarfile
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import landreform
from landreform.paths import DATA, ROOT

#: What the engine may import, beside the standard library and what these bring themselves.
ENGINE = ("numpy", "pandas", "scipy")

#: Notebooks that are executed from an empty folder.
NOTEBOOKS = (
    sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
    if os.environ.get("LANDREFORM_NOTEBOOKS") == "all"
    else ["class-labels", "does-averaging-help", "what-has-been-claimed"]
)

CLAIMS = "estimate,low,point,high,outcome,lineage\na,1,,100,died,\nb,400,500,900,died,\n"

# No module of these names can be found in the process.
BLOCK = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""
EVERY = """
import pkgutil
from importlib import import_module
import landreform.contested
for found in pkgutil.walk_packages(landreform.contested.__path__, "landreform.contested."):
    import_module(found.name)
"""


def needed(names):
    """Give the names of distributions with those of all that they depend on here."""
    found, waiting = set(), [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for text in importlib.metadata.requires(name) or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(requirement.name))
    return found


def absent_beside(names):
    """Give every module of this environment that does not come with these distributions."""
    kept = needed(names) | {"landreform"}
    modules = importlib.metadata.packages_distributions().items()
    return {
        module
        for module, owners in modules
        if not module.startswith("_") and not kept & {canonicalize_name(owner) for owner in owners}
    }


def run(code, site, folder, blocked):
    """Run code in a process that finds the package in a folder of its own, and does not find some modules."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "PYTHONPATH": str(site)
    }
    whole = BLOCK.format(blocked=sorted(blocked)) + code
    return subprocess.run(
        [sys.executable, "-c", whole], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_engine_imports_nothing_but_numpy_scipy_and_pandas(tmp_path):
    done = run(EVERY, ROOT / "src", tmp_path, absent_beside(ENGINE))
    assert (done.returncode, done.stderr) == (0, "")
    done = run("import networkx", ROOT / "src", tmp_path, absent_beside(ENGINE))
    assert "No module named 'networkx'" in done.stderr, "what is blocked is not there"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel as pip does, and give its path."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder)]
    subprocess.run([*pip, "wheel", *options, str(ROOT)], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def site(wheel, tmp_path_factory):
    """Install the wheel into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--no-compile", "--target", str(folder), str(wheel)],
        check=True,
        capture_output=True,
    )
    return folder


def test_the_wheel_holds_the_tables_to_the_byte(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = {
            name.removeprefix("landreform/_project/data/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("landreform/_project/data/")
        }
        assert "landreform/cli/schemas/gap.schema.json" in archive.namelist()
        assert not [name for name in archive.namelist() if name.startswith("landreform/_project/notebooks")]
    assert inside == {path.name: path.read_bytes() for path in DATA.iterdir() if path.is_file()}


def test_what_is_built_from_the_source_archive_holds_the_same(wheel, tmp_path):
    code = "import sys, wheel_with_tables as backend; print(backend.{}(sys.argv[1]))"
    environment = os.environ | {"PYTHONPATH": "tools/packaging"}

    def build(what, target, project):
        done = subprocess.run(
            [sys.executable, "-c", code.format(what), str(target)],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return target / done.stdout.strip()

    with tarfile.open(build("build_sdist", tmp_path, ROOT)) as archive:
        archive.extractall(tmp_path, filter="data")
    project = tmp_path / f"landreform-{landreform.__version__}"
    (tmp_path / "again").mkdir()
    again = build("build_wheel", tmp_path / "again", project)
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(wheel) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())
        name = "landreform/_project/data/estimates.csv"
        assert one.read(name) == other.read(name)


COMMAND = "from landreform.cli.main import main\nsys.exit(main({arguments!r}))\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["gap", "claims.csv"], "each must be stretched by a factor of 2,"),
        (["bounds", "claims.csv"], "contradict each other:"),
        (["pool", "claims.csv"], "Pooled, 2 claims, each of a lineage of its own,"),
        (["audit", "shares.csv"], "Of 1 percentage 1 is possible as printed."),
        (["check"], "tables in "),
        (["--help"], "for anybody's numbers"),
    ],
)
def test_the_installed_commands_need_no_more_than_the_engine(site, tmp_path, arguments, says):
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "shares.csv").write_text("printed,denominator\n50,2\n", encoding="utf-8")
    done = run(COMMAND.format(arguments=arguments), site, tmp_path, absent_beside(ENGINE))
    assert (done.returncode, done.stderr) == (0, "") and says in done.stdout


def test_the_installed_package_has_the_ledger(site, tmp_path):
    code = (
        "import landreform\nfrom landreform.ledger.tables import load\n"
        "import json; print(json.dumps([landreform.__file__, len(load('estimates'))]))"
    )
    done = run(code, site, tmp_path, absent_beside(ENGINE))
    place, rows = json.loads(done.stdout)
    assert place.startswith(str(site)), "not the checkout"
    text = (DATA / "estimates.csv").read_text(encoding="utf-8")
    assert rows == text.count("\n") - 1


def test_what_needs_more_says_so_in_one_line(site, tmp_path):
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    arguments = ["gap", "claims.csv", "--plot", "gap.svg"]
    done = run(COMMAND.format(arguments=arguments), site, tmp_path, absent_beside(ENGINE))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "is not installed: pip install 'landreform[plot]'" in done.stderr
    (tmp_path / "x.svg").write_text("<svg/>", encoding="utf-8")
    done = run(COMMAND.format(arguments=["figure", "verify", "x.svg"]), site, tmp_path, absent_beside(ENGINE))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "found 'no book', expected --against FOLDER" in done.stderr


def test_what_the_metadata_name_is_enough_to_cite_and_with_the_extra_to_draw(site, tmp_path):
    metadata = importlib.metadata.PathDistribution(next(site.glob("*.dist-info")))
    asked = [Requirement(text) for text in metadata.requires or ()]
    base = [req.name for req in asked if req.marker is None]
    plot = [req.name for req in asked if req.marker is not None and req.marker.evaluate({"extra": "plot"})]
    assert set(ENGINE) <= set(base) and "matplotlib" in plot and "jupyter-book" not in base
    done = run(COMMAND.format(arguments=["pool", "--cite"]), site, tmp_path, absent_beside(base))
    assert (done.returncode, done.stderr) == (0, "") and "@book{landreform-book-" in done.stdout
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    arguments = ["bounds", "claims.csv", "--plot", "claims.svg"]
    done = run(COMMAND.format(arguments=arguments), site, tmp_path, absent_beside(base + plot))
    assert (done.returncode, done.stderr) == (0, "") and (tmp_path / "claims.svg").stat().st_size > 1000


# Executes a notebook in the current folder with an environment for the kernel, and says where the package was found.
EXECUTE = """
import json, sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
notebook.cells.append(nbformat.v4.new_code_cell("import landreform; print(landreform.__file__)"))
place = {"metadata": {"path": "."}}
NotebookClient(notebook, timeout=300, record_timing=False, resources=place).execute(env=json.loads(sys.argv[2]))
found = [[one.get("data", one.get("text")) for one in cell.outputs] for cell in notebook.cells if "outputs" in cell]
json.dump(found, sys.stdout)
"""


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_gives_in_an_empty_folder_what_it_gives_in_the_book(site, tmp_path, name):
    metadata = importlib.metadata.PathDistribution(next(site.glob("*.dist-info")))
    asked = [Requirement(text) for text in metadata.requires or ()]
    named = [one.name for one in asked if one.marker is None or one.marker.evaluate({"extra": "notebooks"})]
    barred, folder = tmp_path / "barred", tmp_path / "an empty folder, năm 1956 #1"
    for made in (barred, folder):
        made.mkdir()
    # Read by every Python that starts: what the metadata do not name is not there.
    (barred / "sitecustomize.py").write_text(BLOCK.format(blocked=sorted(absent_beside(named))), encoding="utf-8")
    source = ROOT / "notebooks" / f"{name}.ipynb"
    outside = ("PYTHONPATH", "JUPYTER_DEFAULT_PROVISIONER_NAME", "LANDREFORM_DRAWINGS")
    environment = {key: value for key, value in os.environ.items() if key not in outside}
    of_kernel = environment | {"PYTHONPATH": os.pathsep.join(map(str, (barred, site)))}
    command = [sys.executable, "-c", EXECUTE, str(source), json.dumps(of_kernel)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    *found, where = json.loads(done.stdout)
    assert where[0].startswith(str(site)), "not the checkout"
    assert list(folder.iterdir()) == []
    cells = [cell for cell in json.loads(source.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    stored = [[flat(one["data"]) for one in cell["outputs"]] for cell in cells]
    assert [[flat(one) for one in cell] for cell in found] == stored


def flat(data):
    """Give what an output shows, each as one text."""
    return {kind: shown if isinstance(shown, str) else "".join(shown) for kind, shown in data.items()}

"""Two builds of small projects in two worlds: what leaks from a world is found, and nothing is left behind."""

import subprocess
import textwrap
from pathlib import Path

import pytest

from landreform.build import sources
from landreform.build.reproduce import twice, worlds
from landreform.build.reproduce.twice import BuildFailed, Product, Step, reproduce

SOUND = """
from pathlib import Path
out = Path("_build/html")
out.mkdir(parents=True)
(out / "index.html").write_text("<p>always the same</p>\\n")
"""

#: One file for each condition that may get into a build, and what would get in.
LEAKS = {
    "folder": "os.getcwd()",
    "environment": "sys.prefix",
    "home": "os.path.expanduser('~')",
    "user": "str(os.getuid())",
    "zone": "time.strftime('%Z')",
    "locale": "locale.setlocale(locale.LC_ALL, '') + locale.localeconv()['decimal_point']",
    "hashes": "str(hash('a'))",
    "clock": "time.strftime('%Y-%m-%d')",
    "processors": "str(len(os.sched_getaffinity(0)))",
    "umask": "oct(os.umask(0))",
    "written": "str(int(os.stat('build.py').st_mtime))",
}
LEAKING = SOUND.replace("import Path", "import Path\nimport locale, os, sys, time\ntime.sleep(0.01)") + "".join(
    f"(out / '{name}.txt').write_text({value})\n" for name, value in LEAKS.items()
)

STEPS = (Step("a page", ("build.py",)),)
PRODUCTS = (Product("HTML", ("_build/html/**/*",)),)


@pytest.fixture
def project(tmp_path):
    """Give a project that a script builds, in a folder that everybody can enter."""
    top = tmp_path / "project"
    (top / "src/landreform").mkdir(parents=True)
    (top / "src/landreform/__init__.py").write_text("")
    return top


def outcome(project, build, **given):
    (project / "build.py").write_text(textwrap.dedent(build), encoding="utf-8")
    place = project.parent
    given = {"steps": STEPS, "products": PRODUCTS, "say": lambda _: None} | given
    return reproduce(project, place, place / "kept", **given)


@pytest.fixture
def laid_out(monkeypatch):
    """Note the folders that are laid out, to see that they are gone afterwards."""
    made, make = [], twice.mkdtemp

    def noted(**given):
        made.append(Path(make(**given)))
        return made[-1]

    monkeypatch.setattr(twice, "mkdtemp", noted)
    return made


def are_gone(laid_out):
    (base,) = laid_out
    return not base.exists() and not (worlds.ELSEWHERE / base.name).exists()


def test_a_sound_build_gives_the_same_bytes_and_leaves_nothing_behind(project, laid_out):
    found = outcome(project, SOUND)
    assert (found.differences, found.kept) == ([], None)
    assert [(product.title, product.files) for product in found.compared] == [("HTML", 1)]
    assert are_gone(laid_out)
    assert not (project / "_build").exists(), "what is built is a copy"
    lines = list(found.lines())
    assert any(line.endswith("1 files compared, 0 differ") for line in lines)
    conditions = {what for what, one, other in found.conditions if one != other}
    assert {"folder", "time zone", "locale", "hash seed", "umask", "files written"} <= conditions


def test_whatever_leaks_from_a_world_is_found(project):
    found = outcome(project, LEAKING)
    told = {what: (one, other) for what, one, other in found.conditions}
    # What this machine may not let vary, the world says, and then it must not leak either.
    may_vary = {"environment": "environment", "user": "user", "clock": "clock", "processors": "processors"}
    may_vary = {
        name: told[what][0] != told[what][1] and "not shifted" not in told[what][1] for name, what in may_vary.items()
    }
    expected = {name for name in LEAKS if may_vary.get(name, True)}
    assert {Path(difference.file).stem for difference in found.differences} == expected
    (folder,) = [difference for difference in found.differences if difference.file == "_build/html/folder.txt"]
    assert folder.kind == "text" and "it names the folder of the build" in folder.words
    assert (found.kept / "first/_build/html/zone.txt").read_text() == "UTC"
    assert (found.kept / "second/_build/html/zone.txt").read_text() == "+07"


def test_a_build_that_fails_is_told_with_its_last_lines(project, laid_out):
    with pytest.raises(BuildFailed, match=r"the first build failed at a page \(status 1\):(.|\n)*spoilt on purpose"):
        outcome(project, "raise ValueError('spoilt on purpose')")
    assert are_gone(laid_out)


def test_a_build_that_would_use_another_package_is_refused(project):
    (project / "src/landreform/__init__.py").unlink()
    (project / "src/landreform").rmdir()
    (project / "src/other.py").write_text("")
    with pytest.raises(BuildFailed, match=r"failed at the package|would use the package in"):
        outcome(project, SOUND)


def test_what_needs_a_tool_that_is_not_there_is_left_out_and_said(project):
    steps = (*STEPS, Step("the PDF", ("-c", "raise SystemExit(1)"), ("no_such_module_at_all",)))
    found = outcome(project, SOUND, steps=steps)
    assert found.left_out == ("the PDF: not compared, since no_such_module_at_all is not installed",)


def test_a_file_counts_for_the_first_product_that_has_it(project):
    products = (Product("pages", ("_build/html/*.html",)), Product("all", ("_build/**/*",)), Product("none", ("x/*",)))
    found = outcome(project, SOUND + "(out / 'a.css').write_text('')\n", products=products)
    assert [(product.title, product.files) for product in found.compared] == [("pages", 1), ("all", 1)]


def test_sources_are_what_git_knows_or_would_add(tmp_path):
    for name in ("a.txt", "b/c.py", "_build/x", "ignored.log", "b/__pycache__/c.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / ".gitignore").write_text("/_build/\n__pycache__/\n*.log\n")
    assert sources.sources(tmp_path) == [".gitignore", "a.txt", "b/c.py", "ignored.log"], "without git"
    assert sources.uncommitted(tmp_path) == []
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], cwd=tmp_path, check=True)
    assert sources.sources(tmp_path) == [".gitignore", "a.txt", "b/c.py"]
    assert sources.uncommitted(tmp_path) == [".gitignore", "a.txt", "b/"]
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "all"], cwd=tmp_path, check=True)
    assert sources.uncommitted(tmp_path) == []
    (tmp_path / "b/c.py").unlink()
    assert sources.sources(tmp_path) == [".gitignore", "a.txt"], "a file that is gone is none"
    (tmp_path / "a.txt").chmod(0o755)
    sources.copy(tmp_path, tmp_path.parent / "copied", written=1_000_000_000)
    copied = tmp_path.parent / "copied" / "a.txt"
    assert (copied.stat().st_mtime, copied.stat().st_mode & 0o777) == (1_000_000_000, 0o755)

"""Write what is deposited with a release into ``_build/release``; the same state gives the same bytes.

``python -m landreform.build.deposit`` takes the built book, its PDF, and the package, and writes

- ``land-reform-<version>.zip``: the book as HTML, the figures, the tables, the notebooks with their outputs, the PDF,
  the package as a wheel, with a list of the parts (``MANIFEST.json``) and the sums of all files (``SHA256SUMS``);
- ``land-reform-<version>-source.zip``: all that the book is made from;
- ``land-reform-<version>.pdf``, ``NOTES.md`` from the changelog, and the sums of these files.

A version that the changelog calls unreleased makes a pre-release, which says so in its names and in its notes. A
release is written only where every file names its version, nothing is left to commit, and the book is, byte by byte,
the one that ``releases/<version>`` promised.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from landreform import __version__
from landreform.build import in_step, sources
from landreform.paths import RELEASES, ROOT
from landreform.publish import cff, changelog, sums
from landreform.publish.passport import libraries
from landreform.publish.publication import FIGURES, Publication, read

#: Where it is written, from the top of the project.
FOLDER = Path("_build", "release")

NAME, MANIFEST, NOTES, READ_ME = "land-reform", "MANIFEST.json", "NOTES.md", "README.md"

#: The earliest day that the format of the archive knows: what it holds, and not when it was packed.
_DAY, _DAY_IN_SECONDS = (1980, 1, 1, 0, 0, 0), "315532800"


class NotReady(Exception):
    """Raised where nothing can be deposited; its text has a line for each reason."""


@dataclass(frozen=True)
class Part:
    """A part of the archive.

    Attributes
    ----------
    path : str
        The folder or file, from the top of the archive.
    what : str
        For readers.
    licence : str
        Its SPDX name.
    files : mapping of str to bytes
        Name from the top of the archive to content.
    """

    path: str
    what: str
    licence: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Deposit:
    """What was written.

    Attributes
    ----------
    folder : pathlib.Path
    version : changelog.Version
        The newest of the changelog.
    without : tuple of str
        What could not be put in, and why.
    """

    folder: Path
    version: changelog.Version
    without: tuple[str, ...]


def deposit(root: Path = ROOT) -> Deposit:
    """Write what is deposited with the newest version of the changelog.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project, with the built book.

    Returns
    -------
    Deposit

    Raises
    ------
    NotReady
        If the book is not built, or a release is not what it has to be.
    """
    if not (root / "_build" / "html" / "index.html").exists():
        raise NotReady("The book is not built: say make book.")
    version = changelog.newest((root / changelog.FILE).read_text(encoding="utf-8"))
    reasons = list(_not_ready(root, version)) if version.released else []
    if reasons:
        raise NotReady("\n".join(reasons))
    setting = read(root)
    parts = list(_parts(root, setting))
    without = () if any(part.path.endswith(".pdf") for part in parts) else ("the PDF, which make pdf makes",)
    return Deposit(_write(root, version, setting, parts), version, without)


def name_of(version: changelog.Version) -> str:
    """Return the name under which a version is deposited.

    Examples
    --------
    >>> name_of(changelog.Version("0.3.0", "unreleased", "")), name_of(changelog.Version("0.3.0", "2027-01-01", ""))
    ('land-reform-0.3.0-unreleased', 'land-reform-0.3.0')
    """
    return f"{NAME}-{version.version}" + ("" if version.released else f"-{changelog.UNRELEASED}")


def _not_ready(root: Path, version: changelog.Version) -> Iterator[str]:
    """Say why a version that has a day cannot be deposited."""
    yield from in_step.out_of_step(in_step.versions(root))
    left = sources.uncommitted(root)
    if left:
        yield f"Not committed: {', '.join(left[:5])}" + (f" and {len(left) - 5} more" if len(left) > 5 else "")
    if not (root / "_build" / "pdf" / f"{NAME}.pdf").exists():
        yield "The PDF is not made: say make pdf."
    promised = root / RELEASES.name / version.version / sums.OF_BOOK
    if not promised.exists():
        yield f"{promised.relative_to(root)} is not there: python -m landreform.build.release writes it."
        return
    changes = sums.changes(root / "_build" / "html", sums.read(promised))
    yield from (f"_build/html is not the book of {promised.relative_to(root)}: {change}" for change in changes[:5])
    if len(changes) > 5:
        yield f"and {len(changes) - 5} more files"


def _parts(root: Path, setting: Publication) -> Iterator[Part]:
    """Gather the parts of the archive."""
    out, text, code = root / "_build", setting.licence, setting.licence_code
    yield Part(
        "html", "The book: open html/index.html in a browser; it needs no network.", text, _files(out / "html", "html")
    )
    yield Part(
        FIGURES,
        "Every figure and numbered table: drawing, data, citation and passport, a folder for each.",
        text,
        _files(out / FIGURES, FIGURES),
    )
    data = _files(out / "html" / "data", "data") | _files(root / "data" / "README.md", "data/README.md")
    yield Part("data", "The tables, a data package; data/README.md describes every column.", text, data)
    notebooks = {name: raw for name, raw in _files(root / "notebooks", "notebooks").items() if name.endswith(".ipynb")}
    yield Part("notebooks", "The chapters that compute, with their outputs.", text, notebooks)
    pdf = out / "pdf" / f"{NAME}.pdf"
    if pdf.exists():
        yield Part(pdf.name, "The book as a PDF.", text, _files(pdf, pdf.name))
    wheel, raw = _wheel(root)
    yield Part(wheel, "The package that the notebooks call, with the commands; pip installs it.", code, {wheel: raw})
    said = {name: (root / name).read_bytes() for name in ("LICENSE", "LICENSE-DATA", "requirements.lock", *cff.FILES)}
    for name, what in (
        ("LICENSE", "The licence of the code."),
        ("LICENSE-DATA", "The licence of text, figures and data."),
        ("requirements.lock", "The versions of all libraries with which it was made."),
        ("CITATION.cff", "How to cite it."),
        (".zenodo.json", "What an archive of research asks for, as Zenodo names it."),
        ("codemeta.json", "The same for software, as CodeMeta names it."),
    ):
        yield Part(name, what, code if name == "LICENSE" else text, {name: said[name]})


def _files(path: Path, name: str) -> dict[str, bytes]:
    """Read a file, or all files of a folder, under names that begin with a name."""
    if path.is_file():
        return {name: path.read_bytes()}
    found = (file for file in path.rglob("*") if file.is_file())
    return {f"{name}/{file.relative_to(path).as_posix()}": file.read_bytes() for file in found}


def _wheel(root: Path) -> tuple[str, bytes]:
    """Build the package; return name and content of the file."""
    command = "import sys, wheel_with_tables as backend; print(backend.build_wheel(sys.argv[1]))"
    paths = [str(root / "tools" / "packaging"), str(root / "src")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "SOURCE_DATE_EPOCH": _DAY_IN_SECONDS}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", command, folder],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotReady(f"The package cannot be built: {' '.join(done.stderr.split()[-40:])}")
        name = done.stdout.split()[-1]
        return name, (Path(folder) / name).read_bytes()


def _write(root: Path, version: changelog.Version, setting: Publication, parts: list[Part]) -> Path:
    name, folder = name_of(version), root / FOLDER
    contents = {file: raw for part in parts for file, raw in part.files.items()}
    contents |= {
        NOTES: _notes(version, setting).encode(),
        READ_ME: _read_me(version, setting, parts).encode(),
        MANIFEST: _manifest(version, setting, parts).encode(),
        f"html/{sums.NAME}": sums.text(sums.of_folder(root / "_build" / "html")).encode(),
    }
    contents[sums.NAME] = sums.text(sums.of_contents(contents)).encode()
    of_source = {file: (root / file).read_bytes() for file in sources.sources(root)}
    runnable = {file for file in of_source if os.access(root / file, os.X_OK)}
    written = {
        f"{name}.zip": packed(name, contents),
        f"{name}-source.zip": packed(f"{name}-source", of_source, runnable),
        NOTES: contents[NOTES],
    }
    if f"{NAME}.pdf" in contents:
        written[f"{name}.pdf"] = contents[f"{NAME}.pdf"]
    written[sums.NAME] = sums.text(sums.of_contents(written)).encode()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file, raw in written.items():
        (folder / file).write_bytes(raw)
    return folder


def packed(top: str, contents: Mapping[str, bytes], runnable: Collection[str] = ()) -> bytes:
    """Pack files so that the same files give the same bytes: in order of their names, with one day and fixed rights.

    Parameters
    ----------
    top : str
        The folder in the archive in which all lie.
    contents : mapping of str to bytes
    runnable : collection of str, optional
        Files that are programs.

    Returns
    -------
    bytes
        A ZIP archive.

    Examples
    --------
    >>> packed("a", {"x": b"1", "y": b"2"}) == packed("a", {"y": b"2", "x": b"1"})
    True
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(f"{top}/{name}", _DAY)
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name in runnable else 0o100644) << 16
            archive.writestr(entry, contents[name])
    return target.getvalue()


def _notes(version: changelog.Version, setting: Publication) -> str:
    lines = [f"# {setting.title}: version {version.version}, {version.date}", "", *_warning(version)]
    return "\n".join([*lines, version.notes, ""])


def _warning(version: changelog.Version) -> list[str]:
    if version.released:
        return []
    return [f"A pre-release: version {version.version} is not published, and its pages name version {__version__}.", ""]


def _read_me(version: changelog.Version, setting: Publication, parts: list[Part]) -> str:
    lines = [
        f"# {setting.title}",
        "",
        f"Version {version.version}, {version.date}. {setting.byline}.",
        "",
        *_warning(version),
        *(f"- `{part.path}`: {part.what}" for part in parts),
        f"- `{NOTES}`: what is new in this version.",
        f"- `{MANIFEST}`: this list for programs.",
        f"- `{sums.NAME}`: the sums of all files.",
        "",
        f"To check this copy: `sha256sum --check {sums.NAME}`, or, with the package, `landreform verify FOLDER`.",
        "",
    ]
    return "\n".join(lines)


def _manifest(version: changelog.Version, setting: Publication, parts: list[Part]) -> str:
    said = {
        "title": setting.title,
        "version": version.version,
        "date": version.date,
        "pre_release": not version.released,
        "version_of_pages": __version__,
        "doi": setting.doi,
        "made_with": libraries(),
        "parts": [
            {
                "path": part.path,
                "what": part.what,
                "licence": part.licence,
                "files": len(part.files),
                "bytes": sum(map(len, part.files.values())),
            }
            for part in parts
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Run from the command line; return 0 where it is written, 1 where it cannot be."""
    try:
        made = deposit()
    except (NotReady, ValueError) as error:  # an InputError is one too
        print(*(f"== release: {line}" for line in str(error).split("\n")), sep="\n", file=sys.stderr)
        return 1
    version = made.version
    if not version.released:
        print(
            f"== release: {changelog.FILE} calls {version.version} unreleased: this is a pre-release, not for deposit; "
            f"its pages name version {__version__}"
        )
    for missing in made.without:
        print(f"== release: without {missing}")
    for file in sorted(made.folder.iterdir()):
        print(f"== release: {file} ({file.stat().st_size / 1e6:,.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

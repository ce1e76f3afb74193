"""Say whether the libraries are those of the lock files: some tests hold only with one version of a library."""

import re
from functools import cache
from importlib import metadata

from packaging.utils import canonicalize_name

from landreform.paths import ROOT


@cache
def locked():
    """Read the version of every package that the suite installs."""
    files = [ROOT / "requirements.lock", *(ROOT / "locks" / f"{name}.lock" for name in ("test", "browser"))]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def others(names, wanted=None, installed=metadata.version):
    """Say in words which of some packages have another version here than the locked one.

    Parameters
    ----------
    names : iterable of str
    wanted : dict, optional
        Versions by name; without it those of the lock files.
    installed : callable, optional
        Gives the version of an installed package.

    Returns
    -------
    list of str
        One for each; a package that is not locked raises `KeyError`.
    """
    wanted = locked() if wanted is None else wanted
    pairs = [(name, wanted[canonicalize_name(name)], installed(name)) for name in names]
    return [f"holds with {name} {wish}, and {here} is installed" for name, wish, here in pairs if here != wish]

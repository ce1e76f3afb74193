"""What a Binder makes of the repository: the detection and the Dockerfile of repo2docker, without a container engine.

repo2docker is in no environment of the book: `make rerun` installs it and runs these tests; else they are skipped.
"""

from contextlib import chdir

import pytest
import yaml

from landreform.paths import ROOT

repo2docker = pytest.importorskip("repo2docker.app", reason="repo2docker is not installed; make rerun does it")


@pytest.fixture(scope="module")
def chosen():
    """Return what repo2docker takes the repository for."""
    app = repo2docker.Repo2Docker()
    with chdir(ROOT):  # it looks at the folder in which it is
        made = (kind(base_image=app.base_image) for kind in app.buildpacks)
        found = next(one for one in made if one.detect())
        found.platform = "linux/amd64"
        yield found


@pytest.fixture(scope="module")
def dockerfile(chosen):
    """Return the lines by which the image would be built."""
    return [line.strip() for line in chosen.render({"NB_USER": "reader", "NB_UID": "1000"}).splitlines()]


def place(lines, *words):
    """Say where the only line stands that has all these words."""
    found = [number for number, line in enumerate(lines) if all(word in line for word in words)]
    assert len(found) == 1, (words, found)
    return found[0]


def test_it_is_taken_for_an_environment_of_conda_with_the_python_that_is_pinned(chosen):
    assert type(chosen).__name__ == "CondaBuildPack"
    pinned = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"][0]
    assert pinned == f"python={chosen.python_version}"


def test_the_repository_is_there_when_the_lock_file_is_installed_and_the_package_follows(dockerfile):
    copied = place(dockerfile, "COPY", "src/", "${REPO_DIR}")
    installed = place(dockerfile, "env update", 'environment.yml"')
    after = place(dockerfile, "RUN", "./postBuild")
    assert copied < installed < after


def test_what_follows_installs_the_package_from_the_checkout_and_nothing_else():
    lines = (ROOT / "postBuild").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", "python -m pip install --no-deps --no-build-isolation -e ."]

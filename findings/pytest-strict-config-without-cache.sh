#!/usr/bin/env bash
# pytest 8.4.2 (installed below). The option `cache_dir` of a configuration file belongs to the plugin `cacheprovider`. With
# `--strict-config`, switching that plugin off for one run (`-p no:cacheprovider`, often advised for read-only folders)
# stops pytest before any test: "Unknown config option: cache_dir", exit status 4 (usage error). Giving the folder for the run
# instead (`-o cache_dir=...`) works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pytest==8.4.2"
mkdir "$folder/project"
cd "$folder/project"
printf '[tool.pytest.ini_options]\naddopts = ["--strict-config"]\ncache_dir = "cache"\n' > pyproject.toml
printf 'def test_one():\n    assert True\n' > test_one.py
status=0
said=$("$folder/venv/bin/python" -m pytest -q -p no:cacheprovider 2>&1) || status=$?
echo "$said (status $status)"
[ "$status" = 4 ] && grep -q "Unknown config option: cache_dir" <<<"$said" || { echo "pytest behaves otherwise now"; exit 1; }
"$folder/venv/bin/python" -m pytest -q -o cache_dir="$folder/cache"

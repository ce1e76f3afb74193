# The land reform in North Vietnam, 1952-1958: environment, book, tests. `make help` lists the targets.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# Wheels alone, so that no code of a package runs while it is installed, and compiled only where they are used.
PIP     = $(BIN)/python -m pip --disable-pip-version-check install --no-compile
TRIM    = $(BIN)/python tools/trim_environment.py
# The tests in a browser need what drives it, where there is one.
BROWSER := $(if $(LANDREFORM_BROWSER)$(shell command -v chromium),$(VENV)/.browser)

# Kernels and settings of this environment only, whatever else the user has installed.
export JUPYTER_PREFER_ENV_PATH := 1
export JUPYTER_PLATFORM_DIRS := 1
export IPYTHONDIR := $(CURDIR)/_build/.ipython
# Compiled code is kept, and so is the list of typefaces, which takes seconds to make: beside the environment.
export PYTHONDONTWRITEBYTECODE :=
export MPLCONFIGDIR := $(abspath $(VENV))/.matplotlib

# What only one target needs stands in lock files of its own.
EXTRAS  := test browser lint lab bench pdf lite binder audit
COMPILE  = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
             --generate-hashes --no-header --only-binary :all: --emit-build-options

.DEFAULT_GOAL := help
.PHONY: help book pdf figures test lint check codebook map notebooks bench interop mutations elsewhere newest \
  reproduce release lab lite rerun licences audit lock clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=...")'
	@echo "== environment: $(VENV) from requirements.lock (one to three minutes)"
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	@$(TRIM)
	@touch $@

$(READY): $(VENV)/.locked pyproject.toml
	@echo "== environment: the package itself"
	@$(PIP) --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.%: locks/%.lock $(READY)
	@echo "== environment: what \`$*\` needs besides"
	@$(PIP) --quiet --no-deps --require-hashes -r $<
	@$(TRIM)
	@touch $@

book: $(READY) ## the rendered book, in _build/html
	@$(BIN)/python -m landreform.build

pdf: book $(VENV)/.pdf ## the book as a PDF, in _build/pdf; CHAPTER=notebooks/waves for one page of it
	@$(BIN)/python -m landreform.build.pdf $(CHAPTER)

figures: $(READY) ## files, data and citation of every figure, in _build/figures
	@$(BIN)/python -m landreform.publish

test: book $(VENV)/.test $(BROWSER) $(VENV)/.lint ## everything: tests, strict comparison of notebooks, lint, data
	@echo "== tests and notebooks; lint and tables beside them, what they say comes at the end"
	@$(MAKE) --no-print-directory lint check >_build/.checks.log 2>&1 & checks=$$!; \
	$(BIN)/python -m pytest --nbval --doctest-modules -n 2 --dist loadfile --no-loadscope-reorder src tests notebooks; \
	tests=$$?; wait $$checks; checks=$$?; cat _build/.checks.log; exit $$((tests || checks))

lint: $(VENV)/.lint ## style, types and import rules of all code
	@echo "== lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry src tools tests tests/support benchmarks notebooks
	@$(BIN)/deptry src --ignore DEP002 --optional-dependencies-dev-groups test,browser,lint,lab,bench,build
	@$(BIN)/mypy

check: $(READY) ## validate the tables
	@echo "== tables"
	@$(BIN)/landreform check

codebook: $(READY) ## renew the hashes of the tables, their codebook, and the examples
	@$(BIN)/python -m landreform.ledger.codebook
	@$(BIN)/python tools/write_examples.py
	@$(BIN)/python tools/run_examples.py

map: $(VENV)/.lint ## draw the map of the packages into ARCHITECTURE.md
	@$(BIN)/python tools/architecture.py

notebooks: $(READY) ## execute the notebooks and store their outputs
	@$(BIN)/python tools/store_outputs.py

bench: $(VENV)/.bench $(VENV)/.pdf ## measure speed and how it grows; writes benchmarks/README.md (an hour)
	$(BIN)/python benchmarks/write_readme.py

interop: $(READY) ## show what other tools make of the files; writes interop/README.md (ten minutes; PyPI and npm)
	$(BIN)/python interop/run.py

mutations: $(VENV)/.bench ## prove that no page is ever stale; writes benchmarks/README.md (half an hour)
	$(BIN)/python benchmarks/write_readme.py --only mutations

reproduce: $(READY) $(VENV)/.pdf ## build the book twice, under conditions that must not matter, and compare every byte (ten minutes)
	@$(BIN)/python -m landreform.build.reproduce

release: pdf ## what is deposited with a release: archive, PDF, notes and sums, in _build/release
	@$(BIN)/python -m landreform.build.deposit

lab: $(VENV)/.lab ## the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

elsewhere: ## the suite in a fresh checkout with PYTHON=...; writes locks/where-the-suite-ran.md (a quarter of an hour)
	@$(PYTHON) tools/elsewhere.py $(PYTHON)

newest: ## the same with the newest versions instead of the locked ones; may fail
	@$(PYTHON) tools/elsewhere.py --newest $(PYTHON)

licences: $(foreach extra,$(EXTRAS),$(VENV)/.$(extra)) ## the licence of every locked package, in locks/licences.csv
	@$(BIN)/python tools/licences.py

audit: $(VENV)/.audit ## which locked packages have known vulnerabilities (asks PyPI)
	@$(BIN)/python tools/audit.py

lite: book $(VENV)/.lite ## the book with its notebooks to be run in the browser, in _build/lite
	@$(BIN)/python -m landreform.build.lite

rerun: $(READY) $(VENV)/.lab $(VENV)/.binder ## try each way to run a chapter again: empty folder, JupyterLab, Binder
	@LANDREFORM_NOTEBOOKS=all $(BIN)/python -m pytest -q tests/project/test_package.py tests/project/test_lab.py \
	  tests/project/test_binder.py

lock: $(READY) ## renew requirements.lock and the lock files of single targets from pyproject.toml
	$(PIP) uv
	$(COMPILE) --extra book --extra publish --extra build --extra xlsx --upgrade -o requirements.lock
	@before="-c requirements.lock"; for extra in $(EXTRAS); do \
	  $(COMPILE) --extra $$extra $$before --no-annotate --upgrade -o locks/$$extra.lock \
	    $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock) || exit 1; \
	  before="$$before -c locks/$$extra.lock"; \
	done

clean: ## remove everything built
	rm -rf _build

distclean: clean ## remove the environment too
	rm -rf $(VENV)

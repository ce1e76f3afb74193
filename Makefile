# The land reform in North Vietnam, 1952-1958: environment, book, tests. `make help` lists the targets.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# Kernels and settings of this environment only, whatever else the user has installed.
export JUPYTER_PREFER_ENV_PATH := 1
export JUPYTER_PLATFORM_DIRS := 1
export IPYTHONDIR := $(CURDIR)/_build/.ipython
# Compiled code is kept, and so is the list of typefaces, which takes seconds to make: beside the environment.
export PYTHONDONTWRITEBYTECODE :=
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/.matplotlib

# What only one target needs stands in lock files of its own.
EXTRAS  := lint lab bench pdf
COMPILE  = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
             --generate-hashes --no-header

.DEFAULT_GOAL := help
.PHONY: help book pdf figures test lint check codebook map notebooks bench interop mutations reproduce release lab lock clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=...")'
	@echo "== environment: $(VENV) from requirements.lock (one to three minutes)"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY): $(VENV)/.locked pyproject.toml
	@echo "== environment: the package itself"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.%: locks/%.lock $(READY)
	@echo "== environment: what \`$*\` needs besides"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

book: $(READY) ## the rendered book, in _build/html
	@$(BIN)/python -m landreform.build

pdf: book $(VENV)/.pdf ## the book as a PDF, in _build/pdf; CHAPTER=notebooks/waves for one page of it
	@$(BIN)/python -m landreform.build.pdf $(CHAPTER)

figures: $(READY) ## files, data and citation of every figure, in _build/figures
	@$(BIN)/python -m landreform.publish

test: book $(VENV)/.lint ## everything: tests, strict comparison of notebooks, lint, data
	@echo "== tests and notebooks; lint and tables beside them, what they say comes at the end"
	@$(MAKE) --no-print-directory lint check >_build/.checks.log 2>&1 & checks=$$!; \
	$(BIN)/python -m pytest --nbval --doctest-modules -n 2 --dist loadfile --no-loadscope-reorder src tests notebooks; \
	tests=$$?; wait $$checks; checks=$$?; cat _build/.checks.log; exit $$((tests || checks))

lint: $(VENV)/.lint ## style, types and import rules of all code
	@echo "== lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
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

lock: $(READY) ## renew requirements.lock and the lock files of single targets from pyproject.toml
	$(BIN)/python -m pip install --disable-pip-version-check uv
	$(COMPILE) --extra book --extra test --extra publish --extra build --upgrade -o requirements.lock
	@for extra in $(EXTRAS); do \
	  $(COMPILE) --extra $$extra -c requirements.lock --no-annotate --upgrade -o locks/$$extra.lock \
	    $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock) || exit 1; \
	done

clean: ## remove everything built
	rm -rf _build

distclean: clean ## remove the environment too
	rm -rf $(VENV)

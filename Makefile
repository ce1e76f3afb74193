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
export JUPYTER_CONFIG_DIR := $(CURDIR)/_build/.jupyter/config
export JUPYTER_DATA_DIR := $(CURDIR)/_build/.jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/_build/.jupyter/runtime
# Nothing is written outside this folder; PIP_NO_CACHE_DIR=0 has pip keep what it has fetched, in your home.
export PIP_NO_CACHE_DIR ?= 1
export UV_NO_CACHE := 1
# Compiled code is kept, and so is the list of typefaces, which takes seconds to make: beside the environment.
export PYTHONDONTWRITEBYTECODE :=
export MPLCONFIGDIR := $(abspath $(VENV))/.matplotlib

# What only one target needs stands in lock files of its own.
EXTRAS  := test browser lint lab bench pdf lite binder audit
COMPILE  = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
             --generate-hashes --no-header --only-binary :all: --emit-build-options

# The last line of a target that fails says what to do next; programs of the project say it by themselves. (A function
# called "or" would be that of make.)
otherwise = || { status=$$?; echo "== $(1): FAILED; $(2)" >&2; exit $$status; }

.DEFAULT_GOAL := help

# A target stands in `make help` under the group at the head of its comment: [read], [contribute] or [maintain].
.PHONY: help
help: ## [read] list the targets
	@awk '/^[a-z-]+:.*## \[[a-z]+\] / { \
	    name = $$1; sub(/:.*/, "", name); text = $$0; sub(/.*## \[/, "", text); \
	    group = text; sub(/\].*/, "", group); sub(/^[a-z]+\] /, "", text); \
	    lines[group] = lines[group] sprintf("  make %-10s %s\n", name, text) } \
	  END { printf "For readers\n%s\nFor contributors\n%s\nFor maintainers\n%s", \
	    lines["read"], lines["contribute"], lines["maintain"] }' $(firstword $(MAKEFILE_LIST))

# Where this folder was moved, or the system's Python is another, the environment cannot be used any more.
MADE_IN := $(shell test -x $(BIN)/python && sed -n 's/^command = .* -m venv --clear //p' $(VENV)/pyvenv.cfg)
ifneq ($(MADE_IN),$(realpath $(VENV)))
.PHONY: $(VENV)/.locked
endif

$(VENV)/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  $(call otherwise,environment,Python 3.11 or newer is needed: name one with make book PYTHON=... ($(PYTHON) is $$($(PYTHON) --version 2>&1)))
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  $(call otherwise,environment,$(PYTHON) makes no environments: install the system package python3-venv and run make again)
	@{ mkdir -p $(VENV) && test -w $(VENV); } 2>/dev/null \
	  $(call otherwise,environment,nothing can be written here: copy this folder to where that can be done and run make there)
	@echo "== environment, step 1 of 2: $(VENV) from requirements.lock (one to three minutes)"
	$(PYTHON) -m venv --clear $(VENV) $(call otherwise,environment,mend what is said above and run make again)
	$(PIP) --require-hashes -r requirements.lock \
	  $(call otherwise,environment,this once the network and a gigabyte are needed: see above and run make again)
	@$(TRIM)
	@touch $@

$(READY): $(VENV)/.locked pyproject.toml
	@echo "== environment, step 2 of 2: the package itself"
	@$(PIP) --quiet --no-deps --no-build-isolation -e . \
	  $(call otherwise,environment,see above; make distclean and then make book begin anew)
	@touch $@

$(VENV)/.%: locks/%.lock $(READY)
	@echo "== environment: what \`$*\` needs besides"
	@$(PIP) --quiet --no-deps --require-hashes -r $< \
	  $(call otherwise,environment,this once the network is needed: see above and run make again)
	@$(TRIM)
	@touch $@

.PHONY: book
book: $(READY) ## [read] the rendered book, in _build/html
	@$(BIN)/python -m landreform.build

.PHONY: pdf
pdf: book $(VENV)/.pdf ## [read] the book as a PDF, in _build/pdf; CHAPTER=notebooks/waves for one page of it
	@$(BIN)/python -m landreform.build.pdf $(CHAPTER)

.PHONY: figures
figures: $(READY) ## [read] files, data and citation of every figure, in _build/figures
	@$(BIN)/python -m landreform.publish

.PHONY: test
test: book $(VENV)/.test $(BROWSER) $(VENV)/.lint ## [contribute] everything: tests, strict comparison of notebooks, lint, data
	@command -v chromium >/dev/null || echo "== test: chromium is not installed, so that nothing is tried in a browser"
	@echo "== test: tests and notebooks, each line with how much is done; what lint and tables say comes at the end"
	@$(MAKE) --no-print-directory lint check >_build/.checks.log 2>&1 & checks=$$!; \
	place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; trap 'exit 130' INT TERM; \
	TMPDIR=$$place XDG_CACHE_HOME=$$place/cache XDG_CONFIG_HOME=$$place/config \
	  $(BIN)/python -m pytest --nbval --doctest-modules -n 2 --dist loadfile --no-loadscope-reorder src tests notebooks; \
	tests=$$?; wait $$checks; checks=$$?; cat _build/.checks.log; (exit $$((tests || checks))) \
	$(call otherwise,test,mend what is named above; one test alone: .venv/bin/python -m pytest FILE -k NAME)

.PHONY: lint
lint: $(VENV)/.lint ## [contribute] style, types and import rules of all code
	@echo "== lint, step 1 of 5: style"
	@$(BIN)/ruff check . $(call otherwise,lint,mend what is named above; .venv/bin/ruff check --fix mends much of it)
	@echo "== lint, step 2 of 5: form"
	@$(BIN)/ruff format --check . $(call otherwise,lint,.venv/bin/ruff format brings these files into form)
	@echo "== lint, step 3 of 5: imports"
	@$(BIN)/lint-imports --no-logo $(call otherwise,lint,ARCHITECTURE.md says what may import what; mend what is named above)
	@echo "== lint, step 4 of 5: what is imported is named, and what is named imported"
	@$(BIN)/deptry src tools tests tests/support benchmarks notebooks \
	  $(call otherwise,lint,name the packages in pyproject.toml and DEPENDENCIES.md, or import them no more)
	@$(BIN)/deptry src --ignore DEP002 --optional-dependencies-dev-groups test,browser,lint,lab,bench,build \
	  $(call otherwise,lint,what the package itself imports is no dependency of its tests: move it in pyproject.toml)
	@echo "== lint, step 5 of 5: types"
	@$(BIN)/mypy $(call otherwise,lint,mend the types named above)

.PHONY: check
check: $(READY) ## [contribute] validate the tables
	@echo "== check: the tables"
	@$(BIN)/landreform check $(call otherwise,check,mend the cells named above; data/README.md says what each column holds)

.PHONY: codebook
codebook: $(READY) ## [contribute] renew the hashes of the tables, their codebook, and the examples
	@echo "== codebook, step 1 of 3: hashes and codebook"
	@$(BIN)/python -m landreform.ledger.codebook $(call otherwise,codebook,see above; make check names what is wrong in the tables)
	@echo "== codebook, step 2 of 3: tables of the examples"
	@$(BIN)/python tools/write_examples.py $(call otherwise,codebook,see above; make check names what is wrong in the tables)
	@echo "== codebook, step 3 of 3: what the commands say of the examples"
	@$(BIN)/python tools/run_examples.py $(call otherwise,codebook,mend the example named above and run make codebook again)

.PHONY: map
map: $(VENV)/.lint ## [contribute] draw the map of the packages into ARCHITECTURE.md
	@$(BIN)/python tools/architecture.py $(call otherwise,map,see above; make lint names imports against the rules)

.PHONY: notebooks
notebooks: $(READY) ## [contribute] execute the notebooks and store their outputs
	@$(BIN)/python tools/store_outputs.py $(call otherwise,notebooks,mend the cells named above; notebooks that failed are as they were)

.PHONY: bench
bench: $(VENV)/.bench $(VENV)/.pdf ## [maintain] measure speed and how it grows; writes benchmarks/README.md (an hour)
	@$(BIN)/python benchmarks/write_readme.py $(call otherwise,bench,see above; one part alone: .venv/bin/python benchmarks/write_readme.py --only PART)

.PHONY: interop
interop: $(READY) ## [maintain] show what other tools make of the files; writes interop/README.md (ten minutes; PyPI and npm)
	@$(BIN)/python interop/run.py $(call otherwise,interop,see above; it needs npm and the network throughout)

.PHONY: mutations
mutations: $(VENV)/.bench ## [maintain] prove that no page is ever stale; writes benchmarks/README.md (half an hour)
	@$(BIN)/python benchmarks/write_readme.py --only mutations $(call otherwise,mutations,see above; benchmarks/README.md is as it was)

.PHONY: faults
faults: $(READY) ## [maintain] kill and disturb builds, and see what the next one makes (hours; prints a table)
	@$(BIN)/python tools/faults $(call otherwise,faults,mend what the table calls BROKEN; one alone: .venv/bin/python tools/faults NAME)

.PHONY: reproduce
reproduce: $(READY) $(VENV)/.pdf ## [maintain] build the book twice in two worlds and compare every byte (ten minutes)
	@$(BIN)/python -m landreform.build.reproduce $(call otherwise,reproduce,the files named above differ: see how)

.PHONY: release
release: pdf ## [maintain] what is deposited with a release: archive, PDF, notes and sums, in _build/release
	@$(BIN)/python -m landreform.build.deposit $(call otherwise,release,mend what is named above; CONTRIBUTING.md tells how a release is made)

.PHONY: elsewhere
elsewhere: ## [maintain] the suite in a fresh checkout with PYTHON=... (a quarter of an hour); writes locks/where-the-suite-ran.md
	@$(PYTHON) tools/elsewhere.py $(PYTHON) $(call otherwise,elsewhere,see above; locks/where-the-suite-ran.md says what failed)

.PHONY: newest
newest: ## [maintain] the same with the newest versions instead of the locked ones; may fail
	@$(PYTHON) tools/elsewhere.py --newest $(PYTHON) $(call otherwise,newest,see above; locks/where-the-suite-ran.md says what failed)

.PHONY: licences
licences: $(foreach extra,$(EXTRAS),$(VENV)/.$(extra)) ## [maintain] the licence of every locked package, in locks/licences.csv
	@$(BIN)/python tools/licences.py $(call otherwise,licences,see above; locks/licences.csv is as it was)

.PHONY: audit
audit: $(VENV)/.audit ## [maintain] which locked packages have known vulnerabilities (asks PyPI)
	@$(BIN)/python tools/audit.py $(call otherwise,audit,see above; make lock renews the versions)

.PHONY: rerun
rerun: $(READY) $(VENV)/.test $(VENV)/.lab $(VENV)/.binder ## [maintain] try each way to run a chapter again: empty folder, JupyterLab, Binder
	@LANDREFORM_NOTEBOOKS=all $(BIN)/python -m pytest -q tests/project/test_package.py tests/project/test_lab.py \
	  tests/project/test_binder.py $(call otherwise,rerun,mend what is named above)

.PHONY: lab
lab: $(VENV)/.lab ## [read] the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks $(call otherwise,lab,see above; another port: .venv/bin/jupyter lab --port 8899 notebooks)

.PHONY: lite
lite: book $(VENV)/.lite ## [read] the book with its notebooks to be run in the browser, in _build/lite
	@$(BIN)/python -m landreform.build.lite $(call otherwise,lite,see above; make book must succeed first, and the list of libraries is locks/pyodide.json)

.PHONY: lock
lock: $(READY) ## [maintain] renew requirements.lock and the lock files of single targets from pyproject.toml
	$(PIP) uv $(call otherwise,lock,the network is needed: see above)
	$(COMPILE) --extra book --extra publish --extra build --extra xlsx --upgrade -o requirements.lock \
	  $(call otherwise,lock,see above; git checkout requirements.lock gives back what was)
	@before="-c requirements.lock"; for extra in $(EXTRAS); do echo "== lock: what $$extra adds (of $(words $(EXTRAS)): $(EXTRAS))"; \
	  $(COMPILE) --extra $$extra $$before --no-annotate --upgrade -o locks/$$extra.lock \
	    $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock) || exit 1; \
	  before="$$before -c locks/$$extra.lock"; \
	done $(call otherwise,lock,see above; git checkout locks gives back what was)

.PHONY: clean
clean: ## [contribute] remove everything built
	rm -rf _build

.PHONY: distclean
distclean: clean ## [contribute] remove the environment too
	rm -rf $(VENV)

# Corridor: set-up, runs, tests. `make help` lists the targets.
#
# Every target makes .venv first if it is absent, and installs again only after pyproject.toml or constraints.txt
# has changed. Another interpreter: make test PYTHON=/path/to/python3.12 (after removing .venv).

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SCENARIO ?= aleppo-2016
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt
PYTEST := $(BIN)/python -m pytest

# Compiled programs are kept between runs and shared by the test workers.
export JAX_COMPILATION_CACHE_DIR ?= $(CURDIR)/$(VENV)/jax-cache
export JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS ?= 0.1

.DEFAULT_GOAL := help
.PHONY: help run test test-all check format bench constraints

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.run ## simulate the siege of eastern Aleppo (SCENARIO=name for another) and print what happened
	@$(BIN)/corridor run $(SCENARIO) --force

test: $(VENV)/.dev ## the tests, without the slow ones
	@$(PYTEST) -n $(WORKERS)

test-all: $(VENV)/.dev ## all tests, with calibration and full-size runs
	@$(PYTEST) -n $(WORKERS) -m "slow or not slow"

check: $(VENV)/.dev ## lint, format, types, layers: under a minute
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/pyright
	@$(PYTEST) -q tests/test_layers.py

format: $(VENV)/.dev ## mend what ruff can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(VENV)/.bench ## measure speed and memory beside the peers
	@$(BIN)/python benchmarks/run_all.py

constraints: $(VENV)/.made ## pin the newest versions that pyproject.toml allows
	rm -rf $(VENV)/fresh
	$(BIN)/python -m venv $(VENV)/fresh
	$(VENV)/fresh/bin/python -m pip install --quiet --editable '.[bench,charts,dev,geo]'
	{ grep '^#' constraints.txt; $(VENV)/fresh/bin/python -m pip freeze --exclude-editable; } > $(VENV)/pins
	mv $(VENV)/pins constraints.txt
	rm -rf $(VENV)/fresh

# A stamp is written only when its install has succeeded, so a run that was broken off is taken up again.
$(VENV)/.made:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Corridor needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=/path/to/python'; exit 1; }
	@echo 'Making $(VENV) with $(PYTHON)'
	@$(PYTHON) -m venv $(VENV) || \
		{ echo 'No venv module? Debian and Ubuntu have it in python3-venv.'; exit 1; }
	@touch $@

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/.made
	@echo 'Installing Corridor into $(VENV) (a minute or two)'
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/.made
	@echo 'Installing Corridor and the tools of its tests into $(VENV) (a minute or two)'
	@$(INSTALL) --editable '.[charts,dev]'
	@touch $(VENV)/.run $@

$(VENV)/.bench: pyproject.toml constraints.txt | $(VENV)/.made
	@echo 'Installing Corridor and its peers into $(VENV) (a minute or two)'
	@$(INSTALL) --editable '.[bench,charts]'
	@touch $(VENV)/.run $@

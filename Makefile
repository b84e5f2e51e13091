# Two commands on a fresh machine with Python 3.11+, venv and make: `make demo`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock golden accuracy calibrate bench docs clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## Set all up and run the whole pipeline on a bundled example
	$(BIN)/headcount demo demo

test: $(VENV)/.dev $(VENV)/axe/.done ## Set all up and run the tests
	$(BIN)/python -m pytest --numprocesses auto

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

accuracy: $(VENV)/.dev ## Score the gold set and labelled pairs; writes docs/accuracy.md, docs/duplicates.md and the report's own figures; labelled posts of a file alone: GOLD=file
	$(if $(GOLD),$(BIN)/python -m tools.scoring --gold $(GOLD),$(BIN)/python -m tools.scoring --write)
	$(if $(GOLD),,$(BIN)/python -m tools.duplicates --write)

calibrate: $(VENV)/.dev ## Learn the weights of words and the confidence of decisions from the tuning half of the gold set
	$(BIN)/python -m tools.scoring.wording
	$(BIN)/python -m tools.scoring.fit

bench: $(VENV)/.dev ## Measure against yardsticks and write docs/performance.md; one part: make bench PART=parse
	$(BIN)/python -m bench --write $(PART)

docs: $(VENV)/.dev ## Write the manual's reference anew and build the manual into site/
	$(BIN)/python -m tools.manual --write
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --doctree-dir build/doctrees docs site
	@echo "site/index.html"

golden: $(VENV)/.dev ## Write the golden reports anew, after looking at why they changed
	HEADCOUNT_RENEW_GOLDEN=1 $(BIN)/python -m pytest tests/reports/test_golden.py

lock: ## Renew the hash-locked requirements files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --group build --output-file requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --all-extras --group dev --output-file requirements-dev.lock pyproject.toml

# The accessibility checker, where there is npm; without it the tests that want it are skipped.
$(VENV)/axe/.done: $(VENV)/bin/python tests/axe/package.json tests/axe/package-lock.json
	@mkdir -p $(VENV)/axe && cp tests/axe/package.json tests/axe/package-lock.json $(VENV)/axe/
	@if command -v npm >/dev/null; then npm ci --prefix $(VENV)/axe --no-audit --no-fund --ignore-scripts --silent; \
		else echo "No npm here: pages are not checked by axe-core."; fi
	@touch $@

clean: ## Remove what was set up and what the demo wrote
	rm -rf $(VENV) demo build dist site

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "headcount needs Python 3.11 or later; say which with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (some 500 MB, once)."
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	@echo "Setting up $(VENV) with the test tools (some 600 MB, once)."
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

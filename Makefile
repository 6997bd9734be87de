# One word each; everything runs in .venv, which the first word makes.
PYTHON ?= python3
# A pinned torch: only the tests of the transformers engine and the training recipe use it.
TORCH ?= torch==2.13.0
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo setup test lint types layers bench check clean

help:
	@echo "make demo    translate the example article and render its pages (offline, needs no torch)"
	@echo "make test    run the tests"
	@echo "make lint | types | layers | bench | check (all that CI runs) | clean"

$(VENV)/core: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "newsl10n needs Python 3.11 or newer; this is `$(PYTHON) --version`. Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make virtual environments; on Debian: apt install python3-venv"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: $(VENV)/core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH) -e '.[dev,review,torch]' sacrebleu
	@touch $@

demo: $(VENV)/core
	@$(BIN)/python examples/demo.py

setup: $(VENV)/dev
	@sh tools/system-packages
	@if command -v npm >/dev/null 2>&1; then \
	  test -d node_modules/axe-core || npm ci --ignore-scripts --no-audit --no-fund --silent; \
	else echo "npm is not here: the accessibility tests (axe-core) are skipped"; fi

test: setup
	$(BIN)/python -m pytest -q

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

layers: $(VENV)/dev
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks.start_up
	$(BIN)/python -m benchmarks.segmentation
	$(BIN)/python -m benchmarks.translate_speed benchmarks/sentences.txt
	$(BIN)/python -m benchmarks.checks_speed
	$(BIN)/python -m benchmarks.review_speed

check: lint types layers test

clean:
	rm -rf $(VENV) build

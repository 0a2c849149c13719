# make demo   set up and run the example; make test   set up the rest and check everything; make help   the others.

VENV := .venv
BIN := $(VENV)/bin

# The first of these that is Python 3.11 or later; `make PYTHON=…` chooses another.
OK := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c '$(OK)' 2>/dev/null && echo $$p && break; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

RUN := $(VENV)/.run
DEV := $(VENV)/.dev
PEERS := $(VENV)/.peers

.PHONY: help demo test check format bench train lock clean packages

help:
	@echo "make demo     set up .venv and compare the four example reports; writes dossier.html"
	@echo "make test     set up what tests need and run every check"
	@echo "make check    every check, nothing set up: format, lint, types, imports, tests"
	@echo "make format   format the code and mend what the linter can"
	@echo "make bench    time starting, the example, 200 articles, 200 pages and 100,000 copies against their peers"
	@echo "make train    make the net anew from WHEEL, MPNET, EVAL and OUT; see rashomon/encoder/data/net.md"
	@echo "make lock     write requirements*.txt anew from pyproject.toml and requirements-dev.in"
	@echo "make clean    remove .venv, caches and dossier.html"

demo: $(RUN)
	@$(BIN)/rashomon demo

test: $(DEV) packages
	@$(MAKE) --no-print-directory check

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(PEERS)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/seeds.py
	$(BIN)/python benchmarks/understand.py
	$(BIN)/python benchmarks/copies.py
	PYTHONPATH=. $(BIN)/python benchmarks/dates.py
	PYTHONPATH=. $(BIN)/python benchmarks/pages.py

train:
	PYTHONPATH=. python training/attribution.py $(WHEEL) $(EVAL) $(OUT)
	PYTHONPATH=. python training/teacher.py $(MPNET) $(EVAL) $(OUT)
	PYTHONPATH=. python training/certainty.py $(WHEEL) $(EVAL) $(OUT)/best.pt $(OUT)/silver.jsonl $(OUT)/net.pt
	PYTHONPATH=. python training/export.py $(OUT)/net.pt rashomon/encoder/data
	PYTHONPATH=. python training/aligner.py $(WHEEL) $(EVAL)/claims/claims.jsonl $(OUT)

lock: $(DEV)
	$(LOCK) --all-build-deps --output-file requirements.txt pyproject.toml
	$(LOCK) --output-file requirements-dev.txt requirements-dev.in
	$(LOCK) --output-file requirements-bench.txt requirements-bench.in

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dossier.html

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Rashomon needs Python 3.11 or later, and none was found: install it, or name it with make PYTHON=/path/to/python" >&2; \
		exit 1; \
	fi
	@$(PYTHON) -c '$(OK)' || { echo "$(PYTHON) is older than Python 3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is not complete: on Debian, apt-get install python3-venv" >&2; exit 1; }

$(RUN): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) (about a minute, once) …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q rashomon
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	@echo "Setting up what tests need …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

$(PEERS): requirements-bench.txt $(RUN)
	@echo "Setting up the peers of the benchmarks …"
	@$(PIP) install --require-hashes -r requirements-bench.txt
	@touch $@

# The page is tested in a real browser, and what the kernel sees of a run with strace; no Python package brings them.
packages:
	@.ci/packages

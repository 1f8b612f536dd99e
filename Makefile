# feitenbasis: `make demo` sets up and runs the main job, `make test` sets up and tests.
PYTHON ?= $(shell for name in python3.12 python3.13 python3.11 python3; do \
	command -v $$name >/dev/null 2>&1 && \
	$$name -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' 2>/dev/null && \
	echo $$name && break; done)
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO ?= demo

.PHONY: help demo test check lint types docs answers everywhere figures topics model names lock clean
.DEFAULT_GOAL := help

help: ## Toon wat hier kan
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/ready ## Richt alles in en draai de hele lijn op de verzonnen regio
	$(BIN)/feitenbasis demo $(DEMO)

test: $(VENV)/ready-dev ## Richt alles in en draai elke test
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/ready-dev lint types ## De snelle controles: regels, types en korte tests
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

lint: $(VENV)/ready-dev ## Regels voor code, SQL, spelling en verdiepingen
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar -p 0 warehouse
	$(BIN)/codespell

types: $(VENV)/ready-dev ## Types, streng
	$(BIN)/mypy

docs: $(VENV)/ready ## Schrijf docs/tables.md opnieuw uit warehouse/published
	$(BIN)/python -c "from pathlib import Path; from warehouse.reference import tables_markdown; Path('docs/tables.md').write_text(tables_markdown(), encoding='utf-8', newline='\n')"

answers: $(VENV)/ready ## Schrijf de antwoorden in adviseur-sql.md, README.md en privacy.md opnieuw, op de demo in DEMO
	$(BIN)/python -m flows.documented_answers $(DEMO)/publication/current/feitenbasis.duckdb docs/how-to/adviseur-sql.md README.md docs/privacy.md

everywhere: $(VENV)/ready ## Stel elke vraag aan andere versies van DuckDB, op de demo in DEMO (haalt die op)
	$(BIN)/python -m warehouse.everywhere $(DEMO)/publication/current/feitenbasis.duckdb build/everywhere

model: $(VENV)/ready ## Maak het Nederlandse model opnieuw uit CORPUS=map (een uur of meer)
	OMP_NUM_THREADS=1 $(BIN)/python -m nlp.training $(CORPUS) build/model

names: $(VENV)/ready ## Leer opnieuw welke namen de regels in antwoorden missen, uit nlp/training/answers
	OMP_NUM_THREADS=1 $(BIN)/python -m flows.teaching_names nlp/training/answers

figures: $(VENV)/ready ## Meet de regels opnieuw op de gecodeerde teksten in GOLD=map
	$(BIN)/python -m flows.measuring_rules $(GOLD) $(UNSEEN)

topics: $(VENV)/ready ## Meet onderwerpen buiten het codeboek op de gecodeerde teksten in CODED=bestand
	$(BIN)/python -m flows.measuring_topics $(CODED) $(or $(TEXT),tekst) $(or $(CODE),code)

lock: ## Zet de afhankelijkheden opnieuw vast (vraagt uv)
	UV_PYTHON_DOWNLOADS=never uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --quiet pyproject.toml -o requirements.lock
	UV_PYTHON_DOWNLOADS=never uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## Ruim de omgeving en de demo op
	rm -rf $(VENV) $(DEMO) build *.egg-info

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 of 3.13 is nodig."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# --no-deps: the lock is complete, and older pips stumble over extras in a lock.
$(VENV)/ready: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --no-deps -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

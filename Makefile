# `make` alone lists the commands.
PYTHON ?= python3
BIN := .venv/bin
export TAONGUON_HOME ?= $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help setup run test quick check mutants bench calibrate lock messages fix picture

help: ## List the commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:[^#]*## /\t/'

.venv/ready: requirements/dev.txt requirements/uv.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.txt requirements/uv.txt
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup: .venv/ready ## Make the private environment from the locked, hashed requirements

run: setup ## Set up, load the sample commune on first start, serve on http://127.0.0.1:8000
	$(BIN)/taonguon run

test: setup check ## Set up and run everything CI runs
	$(BIN)/python tools/browser.py
	$(BIN)/python -m pytest -n 2 --dist loadfile
	TAONGUON_TEST_DB=postgresql $(BIN)/python -m pytest -n 2 --dist loadfile -m data

quick: setup ## The quick suite: everything but the browser, on SQLite
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not journey"

check: setup ## Lint, types, layers, templates, messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --check --lint src/taonguon/templates
	$(BIN)/python tools/messages.py --check

fix: setup ## Mend what the tools can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint --quiet --reformat src/taonguon/templates

mutants: setup ## Mutation testing of votes, days, rulebook and assessment (slow; not part of CI)
	$(BIN)/python tools/mutants.py

bench: setup ## The benchmarks at small sizes
	$(BIN)/python -m benchmarks --small

calibrate: setup ## Try the forecast on simulated communes and keep the figures (a minute; not part of CI)
	$(BIN)/python tools/calibrate.py --write

messages: setup ## Gather the messages and compile the English catalogue
	$(BIN)/python tools/messages.py

picture: setup ## Draw the pictures in docs/pictures from the sample commune
	$(BIN)/python tools/browser.py
	$(BIN)/python tools/picture.py

lock: setup ## Compile the locked requirements anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" pyproject.toml --group dev -o requirements/dev.txt
	echo "uv" | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" - -o requirements/uv.txt

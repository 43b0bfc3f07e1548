# The two commands a newcomer needs: `make run` and `make test`. Both set up what they use.
.DELETE_ON_ERROR:
.PHONY: help setup run test lint types contracts unit check bench format clean

BIN := .venv/bin

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: .venv/synced ## Build everything that is needed to run from a clone

.venv/synced: pyproject.toml uv.lock .ci/setup
	@bash .ci/setup
	@touch $@

run: setup ## Run the examples with the command line
	@bash examples/run

test: lint types contracts unit check ## Everything: style, types, import contracts, all tests

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports --no-logo

unit: setup
	$(BIN)/python -m pytest tests/unit -q -n 2

check: setup
	$(BIN)/python -m pytest tests examples src --doctest-modules --ignore tests/unit -q

bench: setup ## Measure, print a table, write JSON
	$(BIN)/python -m bench

format: setup ## Put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment and all caches
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

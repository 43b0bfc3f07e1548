# The two commands a newcomer needs: `make run` and `make test`. Both set up what they use.
.DELETE_ON_ERROR:
.PHONY: help setup run serve test lint types contracts security unit integration check soak bench format clean

BIN := .venv/bin

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: .venv/synced ## Build everything that is needed to run from a clone

.venv/synced: pyproject.toml uv.lock .ci/setup
	@bash .ci/setup
	@touch $@

run: setup ## Run the examples with the command line
	@bash examples/run

serve: setup ## Start the platform on this machine, with a database of its own
	@$(BIN)/thaiyyal serve

test: lint types contracts security unit integration check ## Everything: style, types, contracts, all tests

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports --no-logo

security: setup ## Look for secrets, dangerous code, vulnerable dependencies
	@bash .ci/security

unit: setup
	$(BIN)/python -m pytest tests/unit -q -n 2

integration: setup
	$(BIN)/python -m pytest tests/integration tests/acceptance tests/chaos -m "not soak" -q -n 2 \
	  --dist loadfile

check: setup
	$(BIN)/python -m pytest tests examples src --doctest-modules --ignore tests/unit \
	  --ignore src/thaiyyal/store/migrations \
	  --ignore tests/integration --ignore tests/acceptance --ignore tests/chaos -q

soak: setup ## Kill workers and the database at every point, for up to half an hour
	timeout 30m $(BIN)/python -m pytest tests -m soak -q -s --log-level warning

bench: setup ## Measure, print a table, write JSON
	$(BIN)/python -m bench
	$(BIN)/python -m bench.http --accept
	$(BIN)/python -m bench.executions --accept
	$(BIN)/python -m bench.outbound --accept

format: setup ## Put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment and all caches
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

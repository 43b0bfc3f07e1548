# The two commands a newcomer needs: `make run` and `make test`. Both set up what they use.
.DELETE_ON_ERROR:
.PHONY: help setup editor run serve test lint types contracts security unit integration browser frontend \
  check soak bench format clean

BIN := .venv/bin

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: .venv/synced editor ## Build everything that is needed to run from a clone

.venv/synced: pyproject.toml uv.lock .ci/setup
	@bash .ci/setup
	@touch $@

editor: .venv/synced ## Build the editor when its sources changed; needs Node.js 20.19 or newer
	@$(BIN)/python frontend/build.py

run: .venv/synced ## Run the examples with the command line
	@bash examples/run

serve: setup ## Start the platform on this machine, with a database of its own
	@$(BIN)/thaiyyal serve

test: lint types contracts security frontend unit integration browser check ## Everything: style, types, contracts, all tests

lint: .venv/synced
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/synced
	$(BIN)/mypy

contracts: .venv/synced
	$(BIN)/lint-imports --no-logo

security: .venv/synced ## Look for secrets, dangerous code, vulnerable dependencies
	@bash .ci/security

unit: .venv/synced
	$(BIN)/python -m pytest tests/unit -q -n 2

integration: .venv/synced
	$(BIN)/python -m pytest tests/integration tests/acceptance tests/chaos -m "not soak" -q -n 2 \
	  --dist loadfile

browser: setup ## Test the editor in a real browser, with a started platform
	timeout 20m $(BIN)/python -m pytest tests/browser -m "not soak" -q -n 2 --dist loadfile

frontend: setup ## Style, types and tests of the editor's own code
	npm --prefix frontend run --silent lint
	npm --prefix frontend run --silent types
	npm --prefix frontend test --silent

check: .venv/synced
	$(BIN)/python -m pytest tests examples src --doctest-modules --ignore tests/unit \
	  --ignore src/thaiyyal/store/migrations --ignore tests/browser \
	  --ignore tests/integration --ignore tests/acceptance --ignore tests/chaos -q -n 2

soak: .venv/synced ## Kill workers and the database at every point, for up to half an hour
	timeout 30m $(BIN)/python -m pytest tests -m soak -q -s --log-level warning

bench: setup ## Measure, print a table, write JSON
	$(BIN)/python -m bench
	$(BIN)/python -m bench.http --accept
	$(BIN)/python -m bench.executions --accept
	$(BIN)/python -m bench.outbound --accept
	$(BIN)/python -m bench.editor --accept

format: .venv/synced ## Put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the environment and all caches
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist \
	  frontend/dist frontend/node_modules

# One door. `make run` serves the monitor, `make test` runs every test. Nothing else is needed.
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

.PHONY: help run test walk check fix fast bench lock

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: ## set up everything, build official and demonstration figures, serve both (HOST=, PORT=)
	@scripts/setup.sh run
	@echo "Official figures: making the release and its charts (about half a minute the first time) ..."
	@$(BIN)/impactmonitor build
	@echo "Demonstration figures: inventing them and drawing their charts (about two minutes the first time) ..."
	@$(BIN)/impactmonitor demo build
	@$(BIN)/impactmonitor serve --host $(HOST) --port $(PORT)

test: ## set up everything and run all tests, browser tests included
	@scripts/setup.sh dev
	@$(BIN)/python -m pytest -n 2 tests

walk: ## the tests that walk over the site, over every page instead of some of each kind
	@scripts/setup.sh dev
	@$(BIN)/python -m pytest -n 2 --whole tests/pages/test_every_page.py tests/pages/test_english.py

check: ## lint, types, templates, catalogue and generated files; changes nothing
	@scripts/setup.sh dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint impactmonitor/web/templates
	$(BIN)/impactmonitor check
	$(BIN)/python scripts/generate.py --check

fix: ## format, and write the generated files again
	@scripts/setup.sh dev
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	$(BIN)/python scripts/generate.py

fast: ## unit, spec and catalogue tests: under a minute
	@scripts/setup.sh dev
	@$(BIN)/python -m pytest -n 2 tests/test_layers.py tests/unit tests/spec tests/catalogue

bench: ## measured speed, each as a ratio to a named baseline
	@scripts/setup.sh dev
	@for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

lock: ## compile the hashed requirements again (no addresses in them)
	@scripts/setup.sh dev
	@for kind in run dev build bench; do \
	  case $$kind in run) extra="pyproject.toml";; dev) extra="--extra dev -c requirements/run.txt pyproject.toml";; build) extra="-c requirements/dev.txt requirements/build.in";; bench) extra="requirements/bench.in";; esac; \
	  $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header --universal \
	    --python-version 3.11 $$extra -o requirements/$$kind.txt || exit 1; done

# The two commands are `make pitch` and `make test`. Each makes .venv first if it is missing or out of date.

WINDOWS := $(filter Windows_NT,$(OS))
PYTHON ?= $(if $(WINDOWS),py -3,python3)
CLIENT ?= data/clients/company_a.toml
MINUTES ?= 10
SEED ?= 1
BIN := .venv/$(if $(WINDOWS),Scripts,bin)
READY := .venv/.ready

# The tests start a hundred processes and a pitch its workers: what one compiles the next one loads.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help pitch test lab map picture bench fuzz clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

pitch: $(READY) ## make all documents of company A in both languages (CLIENT=file.toml for another client)
	$(BIN)/greenchannel pitch $(CLIENT) --language en,zh --document pitch,summary,method,charter,business,plan

test: $(READY) ## check style, types, imports and every test
	@$(BIN)/python .setup/machine.py chromium firefox office
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

lab: $(READY) ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/start_here.ipynb

map: $(READY) ## print every module with its one sentence, room by room
	$(BIN)/python .setup/module_map.py

picture: $(READY) ## draw the README's picture anew
	$(BIN)/python .setup/picture.py

bench: $(READY) ## measure the kernel beside the event-by-event model and other simulators
	$(BIN)/python .setup/bench.py

fuzz: $(READY) ## try hostile files and clients within the bounds (MINUTES=10 SEED=1)
	$(BIN)/python .setup/fuzz.py --minutes $(MINUTES) --seed $(SEED)
	$(BIN)/python .setup/fuzz_lists.py --minutes $(MINUTES) --seed $(SEED)
	GREENCHANNEL_EXAMPLES=2000 $(BIN)/pytest -q -n0 tests/test_any_client.py

clean: ## remove the environment, the documents and the caches
	rm -rf .venv .venv-bench out dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml .setup/requirements.lock
	@$(PYTHON) .setup/environment.py

# Everything runs in .venv, made on first use; nothing is needed but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
TREEBANKS ?= ../shared/treebanks
MODEL ?= build/model

.PHONY: demo test test-postgres lint bench fuzz model clean

demo: .venv/core
	@$(BIN)/attache demo

test: lint
	$(BIN)/pytest --numprocesses auto --dist worksteal

# the tests of the register, of questions and of HTTP with registers on a server, which is started for them
test-postgres: .venv/dev
	$(BIN)/pytest --postgres --numprocesses auto --dist worksteal tests/register tests/queries tests/api

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev
	$(BIN)/python -m benchmarks

fuzz: .venv/fuzz
	$(BIN)/python -m fuzz

model: .venv/train
	$(BIN)/python -m training.train --treebanks $(TREEBANKS) --out $(MODEL)/parser
	$(BIN)/python -m training.export --model $(MODEL)/parser
	$(BIN)/python -m training.events --parser $(MODEL)/parser --out $(MODEL)/events
	$(BIN)/python -m training.export --model $(MODEL)/events --part events

.venv/core: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/dev: .venv/core
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

.venv/fuzz: .venv/dev
	$(BIN)/python -m pip install --quiet --editable ".[fuzz]"
	touch $@

.venv/train: .venv/dev
	$(BIN)/python -m pip install --quiet --editable ".[train]"
	touch $@

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache

# Each target makes and fills its own virtual environment where there is none.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: demo test faults test-engines test-spark lint bench bench-views fidelity picture clean

demo: $(VENV)/.app ## create, list, tag, search, publish, count: the whole job on a copy of the sample blog
	@PATH="$(abspath $(BIN)):$$PATH" sh docs/demo.sh

test: $(VENV)/.test $(VENV)/.axe ## all tests; those of the theme need chromium, and skip without it
	$(BIN)/python -m pytest -n auto -q -m "not faults"

faults: $(VENV)/.test ## kills, power cuts, full disks: how many were tried, and how many survived
	$(BIN)/python -m pytest -n auto -q -m faults

test-engines: $(VENV)/.engines ## the site generators themselves, run beside blogctl; Jekyll comes from the system
	BLOGCTL_ENGINES=required $(BIN)/python -m pytest -n auto -q -m engines

test-spark: $(VENV)/.spark ## the same views from a Spark cluster on this machine, where Java is
	BLOGCTL_SPARK=required $(BIN)/python -m pytest -q -m spark

lint: $(VENV)/.lint ## what has to be silent before a push
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.test ## ratios against floors and peers, taken in this run
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/listing.py
	$(BIN)/python benchmarks/indexing.py
	$(BIN)/python benchmarks/editing.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/searching.py
	$(BIN)/python benchmarks/building.py

bench-views: $(VENV)/.test ## counting views beside goaccess on the same logs, and `top` beside `list`
	$(BIN)/python benchmarks/viewing.py

fidelity: $(VENV)/.fidelity ## edits done and undone on real posts, beside what the usual libraries do to them
	$(BIN)/python benchmarks/fidelity.py

picture: $(VENV)/.app ## draw docs/terminal.svg again from a real run
	$(BIN)/python docs/picture.py

clean: ## take the virtual environment away
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("blogctl needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# Under --group pip must be 25.1 or later.
$(VENV)/.pip: | $(VENV)/bin/python
	$(INSTALL) 'pip>=25.1'
	@touch $@

$(VENV)/.app: pyproject.toml | $(VENV)/.pip
	$(INSTALL) -e .
	@touch $@

$(VENV)/.test: $(VENV)/.app
	$(INSTALL) --group test
	@touch $@

# What looks for barriers and for faults in pages; without npm its tests skip.
$(VENV)/.axe: | $(VENV)/.test
	@if command -v npm >/dev/null; then \
		npm install --silent --no-audit --no-fund --prefix $(VENV)/node axe-core@4 vnu-jar; \
	fi
	@touch $@

$(VENV)/.lint: $(VENV)/.app
	$(INSTALL) --group test --group lint
	@touch $@

# The generators have dependencies of their own: each lives apart from ours.
$(VENV)/.engines: $(VENV)/.test
	$(PYTHON) -m venv $(VENV)/engines
	$(VENV)/engines/bin/pip install --quiet --disable-pip-version-check 'pelican[markdown]>=4.10' 'nikola>=8.3' ruamel.yaml toml
	npm install --silent --no-audit --no-fund --prefix $(VENV)/node hexo@8 hexo-renderer-marked@7 @11ty/eleventy@3
	@touch $@

$(VENV)/.spark: $(VENV)/.test
	$(INSTALL) --group spark
	@touch $@

$(VENV)/.fidelity: $(VENV)/.test
	$(INSTALL) --group fidelity
	@touch $@

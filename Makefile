# Everything a fresh clone needs, given Python >= 3.11 and git: `make demo`, `make test`.
# PYTHON chooses the interpreter, VENV where the environment goes, WORKERS how many tests at once,
# EXTRAS what more the tests' environment holds (EXTRAS=,spark).

PYTHON ?= python3
VENV ?= .venv
GRAPH ?= demo/graph
WORKERS ?= 2
SECONDS ?= 10
LOADER ?=

# Compiled modules are kept, whatever the shell says: every command starts a second faster.
export PYTHONDONTWRITEBYTECODE :=

RUN = "$(VENV)/bin/kg"
PY = "$(VENV)/bin/python"
EXAMPLES = examples/mt-evaluation examples/pages

# What has been installed where. Make cannot name a file with a space in it, and VENV may have one.
SPACE := $(subst ,, )
STAMPS := .stamps/$(subst /,_,$(subst $(SPACE),_,$(VENV)))
$(shell test -x "$(VENV)/bin/python" || rm -rf $(STAMPS))

.PHONY: demo test lint bench fuzz docs help clean
.DEFAULT_GOAL := help

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

demo: $(STAMPS)/run ## build the example graph, ask it, draw it
	$(RUN) build $(EXAMPLES) -g $(GRAPH)
	$(RUN) info -g $(GRAPH)
	$(RUN) query strongest-pairs -g $(GRAPH) --limit 10
	$(RUN) query coauthors -g $(GRAPH) --author "Lucia Specia"
	$(RUN) view -g $(GRAPH) -o demo/map.html
	@echo "Open in a browser: $(CURDIR)/demo/map.html"

test: $(STAMPS)/dev ## every test; real browsers and servers are used where they are found
	$(PY) -m pytest -n $(WORKERS) --no-loadscope-reorder $(ARGS)

lint: $(STAMPS)/dev ## style, types, import direction, and the rules of the house
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	"$(VENV)/bin/lint-imports"
	$(PY) -m pytest -q tests/unit/test_house.py

docs: $(STAMPS)/dev ## write the reference pages anew from the code
	$(PY) docs/make_reference.py

bench: $(STAMPS)/bench ## time and memory beside plain scripts; needs KG_BENCH_DATA (KG_BENCH_IGRAPH: a Python with igraph)
	$(PY) -m benchmarks.build_acl
	$(PY) -m benchmarks.update_keywords
	$(PY) -m benchmarks.push_acl
	$(PY) -m benchmarks.measures_acl
	$(PY) -m benchmarks.published_analysis
	$(PY) -m benchmarks.million_authors
	$(PY) -m benchmarks.recommend_acl
	$(PY) -m benchmarks.reviewers_acl
	$(PY) -m benchmarks.topics_quality
	$(PY) -m benchmarks.topics_bounded
	$(PY) -m benchmarks.loaders
	$(PY) -m benchmarks.million

fuzz: $(STAMPS)/dev ## damaged input for the loaders: make fuzz SECONDS=60 LOADER=ris
	$(PY) -m tests.fuzz --seconds $(SECONDS) $(LOADER)

clean: ## remove the environment and everything made
	rm -rf "$(VENV)" $(STAMPS) demo dist

# Made again when pyproject.toml has changed, or the environment is gone.
$(STAMPS)/venv: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "kg needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv "$(VENV)"
	@mkdir -p $(STAMPS) && rm -f $(STAMPS)/* && touch $@

$(STAMPS)/run: $(STAMPS)/venv
	$(PY) -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/venv
	$(PY) -m pip install --quiet --disable-pip-version-check -e ".[test,lint,bench$(EXTRAS)]"
	@touch $@

$(STAMPS)/bench: $(STAMPS)/venv
	$(PY) -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	@touch $@

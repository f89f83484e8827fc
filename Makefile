# make demo   sets up and weaves the sample corpus into out/demo
# make docs   writes docs/ontology.html from the ontology
# make test   sets up and runs every check: style, types, tests
#
# Both make their own virtual environment in .venv and need nothing but Python 3.11 to 3.13 and the package index.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	if command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then echo $$p; break; fi; done)

.PHONY: demo docs test lint types clean

demo: $(VENV)/.installed
	$(BIN)/kg build seeds/samples/*.txt seeds/samples/*.html seeds/samples/*.jsonl -o out/demo
	@echo
	@$(BIN)/kg query out/demo "SELECT ?name ?title ?body WHERE { ?post a org:Membership ; org:member/rdfs:label ?name ; kg:postTitle ?title ; org:organization/rdfs:label ?body } ORDER BY ?body ?name ?title LIMIT 12"
	@echo
	@echo "The graph:    out/demo/graph.ttl (Turtle), out/demo/graph.nq (N-Quads)"
	@echo "The picture:  out/demo/graph.html (open it in a browser; it needs no network)"
	@echo "Ask it:       $(BIN)/kg query out/demo --list"

docs: $(VENV)/.installed
	$(BIN)/python -c 'from pathlib import Path; from kg.publish.ontology import write_ontology_page; write_ontology_page(Path("docs/ontology.html"))'

test: $(VENV)/.installed-dev lint types
	$(BIN)/python -m pytest -n 2 -m "not network and not stores"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Jingwei needs Python 3.11, 3.12 or 3.13, and none is on the PATH." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

clean:
	rm -rf $(VENV) out build dist

# The commands of the project; `make help` lists them. docs/running.md says more about each.
.DEFAULT_GOAL := help
.PHONY: help run test check lint format screenshots lighthouse audit sbom services clean
.DELETE_ON_ERROR:

VENV := .venv/bin
RUN_STAMP := .venv/installed-run
TEST_STAMP := .venv/installed-test

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(RUN_STAMP) ## set everything up and run the portal (PORT=…, LETTERS=folder to load)
	@exec $(VENV)/python -m imrportal.services.run

test: lint check ## set everything up, check the code's form, pass the tests

check: $(TEST_STAMP) ## pass the tests alone (ARGS="…" for pytest)
	@exec $(VENV)/python -m imrportal.services.test $(ARGS)

lint: $(TEST_STAMP) ## check form, types, imports and migrations
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/python manage.py makemigrations --check --dry-run

format: $(TEST_STAMP) ## bring the code into form
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

screenshots: $(TEST_STAMP) ## picture every page in var/screenshots/, and the README's anew (ARGS="-k results" for some)
	@exec $(VENV)/python -m imrportal.services.test tests/browser/screenshots.py tests/browser/readme_screenshots.py \
	  -q --show-capture=no $(ARGS)

lighthouse: $(RUN_STAMP) ## measure the main pages of a running portal on a phone (PORTAL=http://…)
	@exec $(VENV)/python -m imrportal.services.lighthouse

audit: $(TEST_STAMP) ## ask whether a library that is pinned has a known weakness
	@exec $(VENV)/python -m imrportal.services.audit

sbom: $(TEST_STAMP) ## list every library with its version in var/sbom.json (CycloneDX)
	@mkdir -p var
	@sed '/^-r /d' requirements.txt requirements-dev.txt constraints.txt | $(VENV)/cyclonedx-py requirements - \
	  --pyproject pyproject.toml --output-reproducible -o var/sbom.json
	@echo "var/sbom.json lists every library."

services: $(RUN_STAMP) ## run an OpenSearch and a Redis alone, for work by hand
	@exec $(VENV)/python -m imrportal.services.dev

clean: ## remove the virtual environment and caches; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/browser/node_modules \
	  tests/lighthouse/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): requirements.txt constraints.txt
	@imrportal/services/venv.sh requirements.txt $@

$(TEST_STAMP): requirements-dev.txt requirements.txt constraints.txt
	@imrportal/services/venv.sh requirements-dev.txt $@
	@touch $(RUN_STAMP)

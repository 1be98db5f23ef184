# The verbs of the house. A machine needs Python 3.11 or newer, make, and nothing else.

VENV := .venv
PY := $(VENV)/bin/python
WITH_SERVERS := $(PY) -m config.servers
PIP := $(PY) -m pip --disable-pip-version-check --no-input
SAFE := APP_ENV=prod SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(64))") ALLOWED_HOSTS=tandem.example.test \
  APP_TZ=Europe/Paris DATABASE_URL=postgres://app:none@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0
DEMO_OPTIONS = $(if $(PORT),--port $(PORT)) $(if $(DATA),--data $(DATA)) $(if $(SEED),--seed $(SEED)) $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help demo test setup assets run worker e2e check fix seed bench siege messages clean

help: ## Say the verbs.
	@grep -E '^[a-z0-9]+:.*## ' Makefile | sed -E 's/^([a-z0-9]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r verb text; do printf '  make %-10s %s\n' "$$verb" "$$text"; done

demo: $(VENV)/demo.stamp ## Start everything with a company to look at (PORT= DATA= SEED=); Ctrl-C stops it.
	@$(PY) manage.py demo $(DEMO_OPTIONS)

test: setup ## Run all tests on servers of their own, browser journeys included when there is a Chromium.
	@$(WITH_SERVERS) sh -c '$(PY) -m pytest -n 2 --dist worksteal -m "not e2e" $(ARGS); first=$$?; \
	  if command -v "$${CHROMIUM:-chromium}" >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; \
	  then $(PY) -m pytest -m e2e $(ARGS); second=$$?; \
	  else echo "The browser journeys were left out: there is no Chromium here (apt-get install chromium)." >&2; second=0; fi; \
	  if [ -n "$(ARGS)" ]; then [ $$first -ne 5 ] || first=0; [ $$second -ne 5 ] || second=0; fi; \
	  exit $$((first > 0 ? first : second))'

setup: $(VENV)/dev.stamp assets ## Install every package and build the assets.

assets: $(VENV)/demo.stamp ## Build style sheets, font, icons and catalogues.
	@$(PY) -m config.assets

run: setup ## Serve the pages only, reloading on change (a demo must run, or DATABASE_URL be set).
	@$(PY) manage.py runserver $(or $(PORT),8001)

worker: $(VENV)/demo.stamp ## Work only: worker and beat in one process (DATABASE_URL and REDIS_URL must be set).
	@$(PY) -m celery --app config worker --beat --schedule var/run/beat-schedule --without-mingle --without-gossip -l INFO

e2e: setup ## Run the browser journeys only.
	@$(WITH_SERVERS) $(PY) -m pytest -m e2e $(ARGS)

check: $(VENV)/dev.stamp ## Pass every gate but the tests.
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@find templates -name '*.html' -print0 | xargs -0 $(VENV)/bin/djade --check --target-version 5.2
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/mypy .
	@$(WITH_SERVERS) $(PY) manage.py makemigrations --check --dry-run
	@$(SAFE) $(PY) manage.py check --deploy --fail-level WARNING

fix: $(VENV)/dev.stamp ## Let the tools correct what they can.
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .
	@find templates -name '*.html' -print0 | xargs -0 $(VENV)/bin/djade --target-version 5.2 || true

seed: $(VENV)/demo.stamp ## Fill an empty running installation (PROFILE=tiny|demo|load SEED=1).
	@$(PY) manage.py seed --profile $(or $(PROFILE),demo) --seed $(or $(SEED),1)

bench: setup ## Measure pages, lists and jobs at load size, on servers of its own (SCALE=0.1 for a tenth of the rows).
	@SCALE=$(or $(SCALE),1) $(PY) -m config.benchmark $(ARGS)

siege: setup ## Attack a demo of its own with bad texts and double sends (BASE= DATA= for a running one, EACH=1 texts a field).
	@$(PY) -m tests.siege

messages: $(VENV)/dev.stamp ## Collect the sentences to translate into locale/fr.
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) manage.py makemessages -l fr --no-wrap --no-location -i '.venv/*' -i 'var/*' -i 'build/*' -i 'staticfiles/*'

clean: ## Remove what can be made again; the data folder stays.
	@rm -rf build staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache htmlcov .coverage

$(VENV)/bin/python:
	@for name in python3 python3.13 python3.12 python3.11 python; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found="$$name"; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Tandem needs Python 3.11 or newer, and none was found." >&2; exit 1; fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; fi; \
	echo "Making $(VENV) with $$("$$found" --version)" >&2; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/demo.stamp: requirements.txt requirements-demo.txt requirements-ml.txt | $(VENV)/bin/python
	@echo "Installing the packages" >&2
	@$(PIP) install -r requirements-demo.txt -r requirements-ml.txt >&2
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-demo.txt requirements-ml.txt requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing the packages, tools included" >&2
	@$(PIP) install -r requirements-dev.txt >&2
	@touch $(VENV)/demo.stamp $@

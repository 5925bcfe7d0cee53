# make run    the bundled articles into diembao.db, and what is in it
# make test   lint, types and tests
# make clean  all of the above away again (databases stay)
#
# Needs Python 3.11 or newer, make and a package index. All paths are relative: the folder may be anywhere.

PY := .venv/bin/python
PIP := $(PY) -m pip -qq --no-input --disable-pip-version-check
OLD := import sys; sys.exit(sys.version_info < (3, 11))

.PHONY: run test clean
.SILENT:

run:
	$(call venv)
	$(call install,run,.)
	$(call step,ingest,$(PY) -m diembao ingest --db diembao.db --bundled)
	$(call step,overview,$(PY) -m diembao overview --db diembao.db)

test:
	$(call venv)
	$(call install,test,.[dev$(,)web])
	$(call step,lint,$(PY) -m ruff check .)
	$(call step,types,$(PY) -m mypy)
	$(call step,tests,$(PY) -m pytest -n 2)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

, := ,

# Runs a command; if it fails, says which step that was.
step = $(2) || { code=$$?; echo "make: the step '$(1)' failed" >&2; exit $$code; }

# .venv with a Python that is new enough, unless a working one is there. PYTHON=... chooses another.
define venv
if ! $(PY) -m pip --version >/dev/null 2>&1; then \
    found=; for python in $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14 python; do \
        if "$$python" -c '$(OLD)' >/dev/null 2>&1; then found=$$python; break; fi; \
    done; \
    if [ -z "$$found" ]; then \
        echo "make: diembao needs Python 3.11 or newer, and none is on the path; install it," \
             "or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; \
    fi; \
    echo "Making .venv with $$($$found --version)"; \
    rm -rf .venv; \
    "$$found" -m venv .venv || { echo "make: the step 'venv' failed; on Debian: apt install python3-venv" >&2; exit 1; }; \
fi
endef

# Installs what a step needs, once for each state of pyproject.toml and constraints.txt.
define install
key=$$({ pwd; cat pyproject.toml constraints.txt; } | cksum); \
if [ "$$(cat .venv/installed-$(1) 2>/dev/null)" != "$$key" ]; then \
    echo "Installing (this takes a minute the first time)"; \
    $(PIP) install -c constraints.txt -e '$(2)' \
        || { echo "make: the step 'install' failed; is the package index within reach?" >&2; exit 1; }; \
    echo "$$key" > .venv/installed-$(1); \
fi
endef

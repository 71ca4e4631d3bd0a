# Everything here is `python3 -m lms.runtime …`; docs/decisions and README.md say why and how.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3.13) python3)
RUN = @$(PYTHON) -m lms.runtime
LOCK = uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11

export T C B TO FROM

.PHONY: up down status logs manage demo test check fmt bench lock backup restore
.DEFAULT_GOAL := up

up down status logs check: ## set up and start; stop; look; read along; check the code
	$(RUN) $@

test: ## the checks and every test; some of them: make test T="tests/lms -k health"
	$(RUN) test "$$T"

manage: ## any management command: make manage C="replay --check"
	$(RUN) manage "$$C"

demo: ## the demonstration at another scale: make demo SCALE=large
	$(RUN) demo "$(or $(SCALE),default)"

fmt: ## put the code in the house format
	$(RUN) fmt

bench: ## measure: make bench B="records"
	$(RUN) bench "$$B"

backup: ## database and files into one folder: make backup TO=/mnt/backups
	$(RUN) backup "$$TO"

restore: ## the other way: make restore FROM=/mnt/backups/2026-01-31
	$(RUN) restore "$$FROM"

lock: ## pin every environment anew, with hashes
	@$(LOCK) --group site -o requirements/site.txt
	@$(LOCK) pyproject.toml --extra xblocks --group site -o requirements/site-xblocks.txt
	@$(LOCK) pyproject.toml --extra xblocks --group site --group dev -o requirements/dev.txt
	@$(LOCK) --group hub -o requirements/hub.txt
	@$(LOCK) --group hub-docker -o requirements/hub-docker.txt
	@$(LOCK) --group lab -o requirements/lab.txt
	@$(LOCK) --group boot -o requirements/boot.txt
	@$(LOCK) --group node -o requirements/node.txt
	@npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

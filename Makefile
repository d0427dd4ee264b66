# The words there are: make help
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test check screens openapi migrations locks clean

PYTHON ?= python3.11
BIN := .venv/bin
RUN_READY := .venv/.ready-run
DEV_READY := .venv/.ready-dev

help: ## 这张表
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

$(BIN)/uv:
	@command -v $(PYTHON) >/dev/null || { echo "没有找到 $(PYTHON)。请先安装 Python 3.11（Debian：apt-get install python3.11-venv），或用 make PYTHON=… 指明。"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt

$(RUN_READY): requirements/run.txt pyproject.toml | $(BIN)/uv
	@test -e $(DEV_READY) || $(BIN)/uv pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): requirements/dev.txt $(RUN_READY)
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(RUN_READY) ## 只准备 .venv（虚拟环境、uv、按哈希安装依赖）

demo: $(RUN_READY) ## 安装，装入真实数据，演一遍主线，然后在 8000 端口启动
	@TONGBAN_DEMO=on $(BIN)/tongban load
	@TONGBAN_DEMO=on $(BIN)/tongban story
	@TONGBAN_DEMO=on $(BIN)/tongban serve

test: $(DEV_READY) ## 装好测试要用的，检查代码，在 SQLite 和 PostgreSQL 上跑全部测试
	@$(BIN)/python tests/run.py

check: $(DEV_READY) ## 只检查：ruff、类型、房间之间的方向、迁移、接口文档
	@$(BIN)/python tests/run.py --checks-only

screens: $(DEV_READY) ## 重拍 README 和手册里的图
	@$(BIN)/python tests/screens.py

openapi: $(DEV_READY) ## 重写 docs/openapi.json
	@$(BIN)/python -m tongban.doors.api.openapi > docs/openapi.json

migrations: $(RUN_READY) ## 由模型生成迁移
	@DJANGO_SETTINGS_MODULE=tongban.config.settings $(BIN)/python -m django makemigrations

locks: $(DEV_READY) ## 重新锁定依赖（带哈希，不写任何地址）
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header requirements/uv.in -o requirements/uv.txt
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header requirements/run.in -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header -c requirements/run.txt requirements/dev.in -o requirements/dev.txt

clean: ## 删掉 .venv 和缓存（var/ 里的数据留着）
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tongban.egg-info

"""``tongban differences``: words for people, JSON for scripts, a workbook for the desk."""

import json
import zipfile

import pytest

from tongban.__main__ import main

pytestmark = pytest.mark.usefixtures("real")


def test_without_an_item_it_lists_what_can_be_compared(capsys):
    assert main(["differences"]) == 0
    assert "idcard-first\t12 地\t首次申领居民身份证" in capsys.readouterr().out


def test_findings_in_words_worst_first(capsys):
    assert main(["differences", "idcard-first"]) == 0
    assert "  1. 【多等】“60 日”被录成“60 工作日”（岳塘区、永州）" in capsys.readouterr().out


def test_json_for_scripts(capsys):
    assert main(["differences", "gjj-early-repay", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["places"]) == 5
    assert all(len(column["cells"]) == 5 for column in told["columns"])
    assert "catch-all" in {hurt["kind"] for hurt in told["hurts"]}


def test_a_workbook(tmp_path, capsys):
    file = tmp_path / "差异.xlsx"
    assert main(["differences", "gjj-early-repay", "--excel", str(file)]) == 0
    assert zipfile.is_zipfile(file)


def test_an_unknown_item_says_so(capsys):
    assert main(["differences", "no-such-item"]) == 1
    assert "no-such-item" in capsys.readouterr().out

"""``tongban search`` tells scripts what was understood and what was found, with why."""

import argparse
import json

import pytest

from tongban.doors.terminal import search

pytestmark = pytest.mark.usefixtures("real")


def asked(*words):
    parser = argparse.ArgumentParser()
    search.arguments(parser)
    return parser.parse_args(words)


def test_a_script_reads_what_was_understood_and_the_ranked_hits(capsys):
    assert search.run(asked("我在诸暨，想取达州的公积金买房", "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["understood"]["from"], told["understood"]["to"]) == ("330681000000", "511700000000")
    first = told["hits"][0]
    assert (first["rank"], first["item"], first["place"]) == (1, "gjj-purchase-withdraw", "511700000000")
    assert (first["possible"], first["mode"]) == (True, "received_elsewhere")
    assert first["why"]


def test_places_are_given_by_code_or_by_name(capsys):
    assert search.run(asked("医保转移", "--from", "诸暨", "--to", "210500", "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["hits"][0]["mode"] == "fully_online"
    assert search.run(asked("医保转移", "--to", "乌有乡城")) == 2


def test_nothing_found_is_told_in_words_and_by_the_exit_status(capsys):
    assert search.run(asked("办护照")) == 1
    assert "没有找到" in capsys.readouterr().out


def test_the_index_is_rebuilt_on_demand(capsys):
    assert search.run(asked("--rebuild")) == 0
    assert "索引已重建：43 个" in capsys.readouterr().out

"""同义词, 常搜 and 空搜: kept by the data officer, counted without anything that tells who asked."""

import pytest

from tongban.catalogue import queries
from tongban.catalogue.finding import actions, tally
from tongban.catalogue.finding.current import CURRENT
from tongban.catalogue.models import EmptySearch, SearchCount, Synonym
from tongban.kit.blocked import Blocked, Invalid, NotFound


def look_again():
    CURRENT._looked = 0.0


def test_words_lead_to_an_item_from_then_on(guides):
    assert queries.find("扛麻袋证") == []
    actions.add_synonym("扛麻袋证", "道路运输从业资格证换发补发", by_label="钱")
    look_again()
    first = queries.find("扛麻袋证")[0]
    assert (first.slug, first.why) == ("road-transport-cert", "平常的说法“扛麻袋证”")


def test_a_standard_term_is_looked_for_as_well(guides):
    actions.add_synonym("小铁牌", "驾驶证", by_label="钱")
    look_again()
    assert queries.find("小铁牌丢了")[0].slug == "driver-license-replace"
    assert "小铁牌" in queries.find("小铁牌丢了")[0].why


def test_one_that_is_taken_out_stays_out_when_the_seed_is_loaded(guides):
    synonym = Synonym.objects.get(words="丧葬费", slug="survivor-benefit")
    actions.drop_synonym(synonym.pk, by_label="钱")
    assert actions.load_synonyms() == 0
    assert not Synonym.objects.get(pk=synonym.pk).active
    with pytest.raises(Blocked):
        actions.drop_synonym(synonym.pk, by_label="孙")
    with pytest.raises(NotFound):
        actions.drop_synonym(0, by_label="孙")


@pytest.mark.parametrize(
    ("words", "means"), [("证", "idcard-first"), ("！！！", "idcard-first"), ("换证", ""), ("换证", "换证")]
)
def test_what_would_not_help_is_refused_with_what_to_do(guides, words, means):
    with pytest.raises(Invalid) as refused:
        actions.add_synonym(words, means, by_label="钱")
    assert refused.value.problems[0].sentence


def test_empty_searches_are_kept_without_who_asked(guides):
    for words in ("我叫王建国想办护照，身份证330681199001011234，电话13800000007", "护照 zhang@example.com"):
        queries.search(words, counted=True)
    tally.flush()
    kept = list(EmptySearch.objects.values_list("words", flat=True))
    assert kept
    assert not any(mark in words for words in kept for mark in ("王建国", "3306", "138", "@"))
    assert all("护照" in words for words in kept)


def test_popular_searches_are_items_in_everyday_words(guides):
    for _ in range(3):
        queries.search("我想领结婚证", counted=True)
    queries.search("社保卡丢了", counted=True)
    tally.flush()
    assert SearchCount.objects.get(slug="marriage-register").count == 3
    assert queries.popular(limit=2)[0] == queries.said_for("marriage-register")


def test_an_empty_search_that_got_its_synonym_is_off_the_list(guides):
    queries.search("扛麻袋证", counted=True)
    tally.flush()
    assert [row.words for row in queries.empty_searches()] == ["扛麻袋证"]
    actions.add_synonym("扛麻袋证", "road-transport-cert", by_label="钱")
    assert queries.empty_searches() == []

"""The index is a copy: whatever happens to it, searches are answered and nothing is lost."""

import shutil
import time
from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from tongban.catalogue import queries
from tongban.catalogue.actions import load_guides
from tongban.catalogue.finding import actions
from tongban.catalogue.finding.current import CURRENT, Current, edition, folder
from tongban.catalogue.finding.memory import MemoryShelf
from tongban.catalogue.finding.shelf import DiskShelf
from tongban.catalogue.models import Edition, ItemVersion

WORDS, SLUG = "买房取公积金", "gjj-purchase-withdraw"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SEARCH_FOLDER = str(tmp_path / "search")
    CURRENT.forget()
    yield tmp_path / "search"
    CURRENT.forget()


def first():
    return queries.find(WORDS)[0].slug


def build():
    return folder()._path / folder().in_use()


def test_a_folder_taken_away_is_built_anew(guides, own_folder):
    assert first() == SLUG
    shutil.rmtree(own_folder)
    assert first() == SLUG
    assert first() == SLUG
    assert isinstance(CURRENT.shelf(), DiskShelf)
    assert build().is_dir()


def test_every_file_cut_short_is_noticed_before_it_is_read(guides):
    assert first() == SLUG
    for number in range(len(list(build().iterdir()))):
        before = build()
        file = sorted(before.iterdir())[number]
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        CURRENT._looked = 0.0
        assert first() == SLUG
        assert first() == SLUG


def test_nonsense_in_place_of_the_index_is_replaced(guides, own_folder):
    assert first() == SLUG
    for path in build().iterdir():
        path.write_bytes(b"\x00nonsense" * 9)
    CURRENT.forget()
    assert first() == SLUG
    (folder()._path / "current").write_bytes(b"\xff\xfe")
    CURRENT.forget()
    assert first() == SLUG


def test_while_another_writes_the_database_answers(guides):
    with folder().alone() as alone:
        assert alone
        assert first() == SLUG
        assert isinstance(CURRENT.shelf(), MemoryShelf)
    CURRENT._looked = 0.0
    assert first() == SLUG
    assert isinstance(CURRENT.shelf(), DiskShelf)


def test_a_folder_that_cannot_be_written_does_not_stop_searching(guides, settings, tmp_path):
    (tmp_path / "in-the-way").write_text("")
    settings.SEARCH_FOLDER = str(tmp_path / "in-the-way")
    CURRENT.forget()
    assert first() == SLUG


def test_what_is_published_is_seen_by_every_process(guides, folder):
    """Two readers of one folder: whoever looks first writes, the other opens again."""
    load_guides(folder=folder)
    mine, other = Current(), Current()
    for one in (mine, other):
        assert one.shelf().one(SLUG).places
    path = folder / "guides" / "gjj-purchase-withdraw-511700.json"
    path.write_text(path.read_text(encoding="utf-8").replace("购新建商品房提取", "天府安居提取专户"), encoding="utf-8")
    load_guides(folder=folder)
    for one in (mine, other):
        one._looked = 0.0
        assert any(phrase.text == "天府安居提取专户" for phrase in one.shelf().one(SLUG).phrases)
    assert mine._disk.stamp == other._disk.stamp == edition()


def test_a_change_of_one_item_is_written_into_the_build_in_use(guides):
    assert first() == SLUG
    before = build()
    actions.add_synonym("天府安居专户", SLUG, by_label="测试")
    CURRENT._looked = 0.0
    assert queries.find("天府安居专户")[0].slug == SLUG
    assert build() == before


def test_editions_are_moments_and_only_rise(guides):
    """In microseconds on every database, so that what begins by itself at a moment stands in the same order."""
    before = edition().number
    actions.touched(["marriage-register"])
    assert before < edition().number <= time.time_ns() // 1000
    assert edition().number > 1_700_000_000_000_000


def test_an_index_of_another_catalogue_is_not_trusted(guides):
    assert first() == SLUG
    before = build()
    Edition.objects.filter(slug="").update(began=1)
    CURRENT.forget()
    assert first() == SLUG
    assert build() != before


def test_an_index_ahead_of_the_database_is_not_trusted(guides):
    """A database restored from before: what the index learned since is not true any more."""
    assert first() == SLUG
    before = build()
    ahead = CURRENT._disk.stamp.number
    Edition.objects.filter(slug="").update(number=1)  # what has begun by itself since then is still news
    CURRENT._looked = 0.0
    assert first() == SLUG
    assert build() != before
    assert CURRENT._disk.stamp.number < ahead


def test_what_was_published_for_later_is_found_from_that_moment_on(guides):
    """No job runs at the hour: the reader itself sees that a moment has passed."""
    assert first() == SLUG
    before = ItemVersion.objects.filter(item__slug=SLUG).in_force().latest("id")
    soon = timezone.now() + timedelta(hours=1)
    copied = {field: getattr(before, field) for field in ("item", "agency", "content", "digest", "region_code")}
    later = ItemVersion.objects.create(**copied, record_id=before.record_id, version_no=9, local_name="明日专窗提取")
    later.publish(effective_from=soon.date(), at=soon)
    CURRENT._looked = 0.0
    assert not named("明日专窗提取")
    with mock.patch.object(timezone, "now", return_value=soon + timedelta(seconds=1)):
        CURRENT._looked = 0.0
        assert named("明日专窗提取")


def named(name):
    return any(phrase.text == name for phrase in CURRENT.shelf().one(SLUG).phrases)

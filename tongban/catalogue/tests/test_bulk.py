"""Loading very many guides: published as they come, a batch whole or not at all, and found."""

import pytest

from tongban.catalogue import queries
from tongban.catalogue.actions import load_in_bulk
from tongban.catalogue.finding.current import CURRENT
from tongban.catalogue.models import ItemVersion
from tongban.kit.blocked import Invalid


@pytest.fixture
def many(guides):
    """The guide of 达州 at three other places, under names of their own."""
    base = queries.published("gjj-purchase-withdraw", "511700").guide
    return [
        base.model_copy(
            update={
                "record_id": f"bulk-{code}",
                "place": base.place.model_copy(update={"region_code": code, "region_name": name}),
                "item": base.item.model_copy(update={"local_name": f"{name}安居提取"}),
                "authority": base.authority.model_copy(update={"name": f"{name}公积金中心"}),
            }
        )
        for code, name in (("330681", "东专户"), ("341200", "西专户"), ("540100", "北专户"))
    ]


def test_many_are_loaded_published_and_found(many, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        assert list(load_in_bulk(many)) == [3]
    CURRENT._looked = 0.0
    assert queries.published("gjj-purchase-withdraw", "540100").local_name == "北专户安居提取"
    assert queries.find("北专户安居提取")[0].why == "当地名称“北专户安居提取”"
    assert queries.find("买房取公积金", handling_region="540100")[0].version.record_id == "bulk-540100"


def test_a_record_that_is_here_keeps_its_whole_batch_out(many):
    list(load_in_bulk(many[:1]))
    with pytest.raises(Invalid) as refused:
        list(load_in_bulk(many))
    assert "bulk-330681" in refused.value.sentence
    assert ItemVersion.objects.filter(record_id__startswith="bulk-").count() == 1

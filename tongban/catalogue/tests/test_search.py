"""The promise: who says it in their own words finds the right thing first."""

import pytest

from tongban.catalogue import queries
from tongban.catalogue.actions import load_guides
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.reading import SOURCE
from tongban.catalogue.search import everyday_words, tidy

SPOKEN = """
买房取公积金	gjj-purchase-withdraw
买了房子怎么提取公积金	gjj-purchase-withdraw
购房提取	gjj-purchase-withdraw
我退休了想把公积金都取出来	gjj-retire-withdraw
用公积金还商业房贷	gjj-loan-repay-withdraw
换了城市公积金怎么转	gjj-transfer
把杭州的公积金转到合肥	gjj-transfer
提前把公积金贷款还清	gjj-early-repay
公积金贷款还完了要结清证明	gjj-payoff-proof
我的公积金余额有多少	gjj-info-query
公积金手机号换了怎么改	gjj-info-change
异地贷款要开公积金缴存证明	gjj-deposit-proof
给新来的员工开公积金	gjj-account-setup
身份证丢了在外地怎么补办	idcard-replace-remote
身份证快过期了换新的	idcard-replace-remote
给五岁的孩子办身份证要什么材料	idcard-first
我想在上海领结婚证	marriage-register
两个外地人能在这里登记结婚吗	marriage-register
想离婚要准备什么	divorce-register
二手房买卖过户要什么材料	realestate-transfer
房子卖给别人怎么过户	realestate-transfer
社保卡坏了换一张	sscard-apply
社会保障卡丢失补办	sscard-apply
我交了多少年社保	si-record-query
在外地住院想报销要不要先备案	med-remote-filing
看病报销异地备案	med-remote-filing
医保关系转到新单位所在城市	medins-transfer
驾照到期换证	driver-license-replace
驾驶证丢了补办	driver-license-replace
我想开个饭店要办什么手续	bundle-restaurant
食品经营许可证怎么办	food-permit
超市卖预包装食品要备案吗	food-prepack-filing
我要注册一个公司	company-setup
公司搬家了营业执照地址变更	company-change
孩子户口怎么上	bundle-birth
刚生了宝宝要办哪些证	bundle-birth
孩子的出生医学证明怎么开	birth-cert-first
怀孕了办准生证	birth-service-register
生孩子的钱怎么报销	maternity-benefit
我把户口迁到老婆那里	hukou-migrate
爷爷去世了要办哪些手续	bundle-death
老人去世后丧葬费怎么领	survivor-benefit
失业了怎么登记领失业金	unemployment-register
我没有单位想自己交养老保险	pension-flex-enroll
毕业证书公证出国留学	notary-education
货运从业资格证丢失补办	road-transport-cert
给我爸办个老年卡坐公交	elderly-card
工伤职工在外省住院怎么结算	injury-remote-settle
我妈退休手续怎么办	bundle-retire
ＧＦＴＱＺＦＧＪＪ	gjj-purchase-withdraw
jhdj	marriage-register
000131024000	food-permit
"""


@pytest.mark.parametrize("line", SPOKEN.strip().splitlines())
def test_what_people_say_finds_the_right_item_first(guides, line):
    words, slug = line.split("\t")
    assert [found.slug for found in queries.find(words)][:1] == [slug]


def test_every_everyday_word_finds_its_own(guides):
    known = everyday_words((SOURCE / "everyday_words.tsv").read_text(encoding="utf-8").splitlines())
    assert sum(map(len, known.values())) >= 60
    assert len(known) == 43
    missed = [(word, slug) for slug, words in known.items() for word in words if queries.find(word)[0].slug != slug]
    assert missed == []


@pytest.mark.parametrize(
    "words",
    ["", " ", "！？。", "😀", "怎么办", "今天天气怎么样", "' OR 1=1 --", "<script>alert(1)</script>", "修自行车"],
)
def test_words_that_say_nothing_find_nothing(guides, words):
    assert queries.find(words) == []


def test_a_very_long_query_is_cut_short():
    assert len(tidy("公积金" * 10_000)) == 100


def test_an_answer_says_why_it_was_found_and_how_many_places_have_it(guides):
    first = queries.find("买房取公积金")[0]
    assert (first.why, first.places, first.is_bundle) == ("平常的说法“买房取公积金”", 4, False)
    assert first.version is None


def test_with_both_places_the_answer_leads(guides):
    first = queries.find("买房取公积金", receipt_region="330681", handling_region="511702")[0]
    assert first.version.record_id == "gjj-purchase-withdraw-511700"
    assert first.counter.possible
    assert not first.online.possible


def test_a_place_without_a_guide_is_said_to_have_none(guides):
    first = queries.find("买房取公积金", receipt_region="330681", handling_region="341800")[0]
    assert (first.slug, first.version, first.counter) == ("gjj-purchase-withdraw", None, None)


def test_the_limit_is_kept(guides):
    assert len(queries.find("公积金", limit=3)) == 3


def test_what_is_published_is_found_at_once(guides, folder):
    path = folder / "guides" / "gjj-purchase-withdraw-511700.json"
    assert queries.find("天府安居提取专户")[:1] == []
    path.write_text(path.read_text(encoding="utf-8").replace("购新建商品房提取", "天府安居提取专户"), encoding="utf-8")
    load_guides(folder=folder)
    assert queries.find("天府安居提取专户")[0].slug == "gjj-purchase-withdraw"


def test_searching_costs_few_queries(guides, django_assert_max_num_queries):
    asked = {"receipt_region": "330681", "handling_region": "511702"}
    queries.find("公积金", **asked)
    assert ItemVersion.objects.exists()
    with django_assert_max_num_queries(3):
        queries.find("公积金", **asked)

"""The promise: every guide goes in whole or not at all, a second run changes nothing, what is published stays."""

import json

import pytest
from django.db import transaction

from tongban.catalogue import queries
from tongban.catalogue.actions import load_guides
from tongban.catalogue.models import Bundle, BundleVersion, Item, ItemVersion, Listing, Standing, VersionState
from tongban.catalogue.reading import GUIDES, SOURCE, doubts, read_guide
from tongban.kit.blocked import Blocked, Invalid
from tongban.people.queries import agencies

DAZHOU = "gjj-purchase-withdraw-511700"
NEW_AGENCY = "达州市新设的住房公积金管理中心"


def rows():
    """Everything the catalogue holds, to compare before and after."""
    models = (Item, ItemVersion, Bundle, BundleVersion, Listing)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def spoil(folder, change, name=DAZHOU):
    """Change one guide file; ``change`` gets its content."""
    path = folder / "guides" / f"{name}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


# --- all of them -----------------------------------------------------------------------------------------------------
def test_all_guides_are_loaded(guides):
    assert (ItemVersion.objects.count(), BundleVersion.objects.count()) == (101, 19)
    assert Item.objects.count() + Bundle.objects.count() == 43
    assert set(ItemVersion.objects.values_list("record_id", flat=True)) | set(
        BundleVersion.objects.values_list("record_id", flat=True)
    ) == {path.stem for path in GUIDES.glob("*.json")}


def test_a_second_run_changes_nothing(guides):
    before, known = rows(), agencies()
    report = load_guides()
    assert (report.loaded, report.unchanged, report.problems) == (0, 120, ())
    assert (rows(), agencies()) == (before, known)


def test_progress_names_every_file(folder):
    told = []
    load_guides(lambda done, of, name: told.append((done, of, name)), folder=folder)
    assert told == [
        (1, 3, "bundle-retire-511800.json"),
        (2, 3, "gjj-purchase-withdraw-330500.json"),
        (3, 3, f"{DAZHOU}.json"),
    ]


def test_a_whole_guide_makes_its_agency_known(folder):
    spoil(folder, lambda c: c["authority"].update(name=NEW_AGENCY))
    load_guides(folder=folder)
    assert NEW_AGENCY in {agency.name for agency in agencies()}


def test_only_guides_of_a_sure_place_are_published(guides):
    drafts = ItemVersion.objects.filter(state=VersionState.DRAFT).values_list("record_id", flat=True)
    assert set(drafts) == {"gjj-info-query-000000", "driver-license-replace-350000", "maternity-benefit-511800"}
    second_source = BundleVersion.objects.get(record_id="bundle-restaurant-000000-2")
    assert second_source.state == VersionState.DRAFT


@pytest.mark.parametrize(
    ("record_id", "effective_from"),
    [
        ("bundle-death-530000", "2025-01-01"),
        ("gjj-early-repay-510100", "2011-09-01"),
        ("sscard-apply-441800", "2023-10-24"),
    ],
)
def test_a_version_is_in_force_from_its_sources_date(guides, record_id, effective_from):
    model = BundleVersion if record_id.startswith("bundle") else ItemVersion
    assert str(model.objects.get(record_id=record_id).effective_from) == effective_from


def test_without_a_date_the_day_it_was_read_counts(guides):
    assert str(ItemVersion.objects.get(record_id="gjj-account-setup-330481").effective_from) == "2026-11-20"


def test_an_item_has_the_kind_its_places_agree_on(guides):
    kinds = dict(Item.objects.values_list("slug", "kind"))
    assert kinds["food-permit"] == "01"
    assert kinds["gjj-unit-open"] == ""  # 玉林 says 行政确认, 遂宁 says 公共服务
    assert kinds["elderly-card"] == ""  # nobody says


def test_the_national_list_is_tied_to_items(guides):
    listed = {item.slug: item.national_list for item in queries.items() if item.national_list}
    assert len(listed) == 21
    assert [(row.doc, row.seq) for row in listed["marriage-register"]] == [("国办发〔2020〕35号", 3)]
    assert "夫妻投靠户口迁移" in {row.name for row in listed["hukou-migrate"]}


def test_the_exceptions_name_guides_that_exist():
    written = json.loads((SOURCE / "exceptions.json").read_text(encoding="utf-8"))
    guides = [read_guide(path) for path in GUIDES.glob("*.json")]
    known = {guide.record_id for guide in guides} | {guide.item.slug for guide in guides}
    named = {entry.get("record_id") or entry["slug"] for entries in written.values() for entry in entries}
    assert named <= known


# --- what is wrong ---------------------------------------------------------------------------------------------------
def _drop_name(content):
    del content["item"]["unified_name"]


SPOILT = [
    (lambda c: c["materials"][2].update(form="原价"), "materials.2.form", "原件"),
    (lambda c: c["materials"][4].update(condition={"房子": ["local"]}), "materials.4.condition.房子", "没有的情形"),
    (lambda c: c["materials"][4].update(condition={"where": ["nowhere"]}), "materials.4.condition.where", "没有的选项"),
    (lambda c: c["materials"][4].update(condition={"where": []}), "materials.4.condition.where", "至少一个选项"),
    (lambda c: c["materials"][1].update(original_copies=-1), "materials.1.original_copies", "不能是负数"),
    (lambda c: c["materials"][1].update(required="是"), "materials.1.required", "类型不对"),
    (lambda c: c["materials"][1].update(key="m01"), "materials", "重复"),
    (lambda c: c["situations"][0]["options"].append({"key": "local", "label": "本市"}), "situations.0.options", "重复"),
    (
        lambda c: c["time_limits"].update(legal={"value": 3, "unit": "天", "text": "3天"}),
        "time_limits.legal.unit",
        "工作日",
    ),
    (
        lambda c: c["time_limits"].update(promised={"value": "1/8", "unit": "工作日", "text": "1/8个工作日"}),
        "time_limits.promised.value",
        "类型不对",
    ),
    (lambda c: c["cross_region"].update(modes=["代办"]), "cross_region.modes.0", "代收代办"),
    (lambda c: c["place"].update(region_code="5117"), "place.region_code", "写法不对"),
    (lambda c: c.update(record_id="another"), "record_id", "文件名"),
    (lambda c: c.update(hotline="无"), "hotline", "没有这一栏"),
    (lambda c: c["rules"].append("咨询 0818-2380000"), "内容", "电话"),
    (lambda c: c["item"].update(unified_name=""), "item.unified_name", "空的"),
    (lambda c: c["item"].update(local_name="长" * 201), "item.local_name", "最多 200 个字"),
    (_drop_name, "item.unified_name", "少了这一栏"),
    (lambda c: c.update(bundle={"items": [{"name": "x", "department": "y", "slug": None}]}), "bundle", "一件事"),
]


@pytest.mark.parametrize(("change", "field", "words"), SPOILT, ids=[field for _, field, _ in SPOILT])
def test_a_spoilt_guide_is_named_by_file_and_field_and_the_rest_goes_in(folder, change, field, words):
    spoil(folder, lambda c: c["authority"].update(name=NEW_AGENCY))
    spoil(folder, change)
    report = load_guides(folder=folder)
    assert report.loaded == 2
    assert [problem.field for problem in report.problems] == [f"{DAZHOU}.json: {field}"]
    assert f"{DAZHOU}.json" in report.problems[0].sentence
    assert words in report.problems[0].sentence
    assert not ItemVersion.objects.filter(record_id=DAZHOU).exists()
    assert NEW_AGENCY not in {agency.name for agency in agencies()}


def test_all_problems_of_a_guide_are_told_at_once(folder):
    spoil(folder, lambda c: (c["materials"][0].update(form="?"), c["materials"][1].update(form="?")))
    assert len(load_guides(folder=folder).problems) == 2


@pytest.mark.parametrize("spoilt", [b'{"schema_version": "1.1", ', b"", b"\xff\xfe\x00", b"null"])
def test_half_a_file_is_told_with_its_remedy(folder, spoilt):
    (folder / "guides" / f"{DAZHOU}.json").write_bytes(spoilt)
    report = load_guides(folder=folder)
    assert report.loaded == 2
    assert report.problems[0].field.startswith(f"{DAZHOU}.json")
    assert "请" in report.problems[0].sentence


def test_one_item_has_one_name_and_the_guide_that_says_otherwise_leaves_nothing(folder):
    spoil(folder, lambda c: c["authority"].update(name=NEW_AGENCY))
    spoil(folder, lambda c: c["item"].update(unified_name="买房提取公积金"))
    report = load_guides(folder=folder)
    assert report.problems[0].field == f"{DAZHOU}.json: item.unified_name"
    assert NEW_AGENCY not in {agency.name for agency in agencies()}
    assert ItemVersion.objects.count() == 1


def test_spoilt_exceptions_stop_the_run_before_it_begins(folder):
    (folder / "exceptions.json").write_text('{"drafts": [{"record_id": 1}]}', encoding="utf-8")
    with pytest.raises(Invalid) as told:
        load_guides(folder=folder)
    assert "exceptions.json: drafts.0.record_id" in {problem.field for problem in told.value.problems}
    assert not Item.objects.exists()


def test_contradictions_are_told_but_do_not_keep_a_guide_out(folder):
    limits = {
        "legal": {"value": 3, "unit": "工作日", "text": "3个工作日"},
        "promised": {"value": 5, "unit": "工作日", "text": "5个工作日"},
    }
    spoil(folder, lambda c: c["time_limits"].update(limits))
    report = load_guides(folder=folder)
    assert (report.loaded, report.problems) == (3, ())
    told = {doubt.sentence for doubt in report.doubts}
    assert "承诺时限“5 个工作日”比法定时限“3 个工作日”长。承诺不能超过法定，请改短，或核对单位。" in told


def test_contradictions_found_in_the_real_guides():
    told = {path.stem: list(doubts(read_guide(path))) for path in GUIDES.glob("*.json")}
    assert any("写的是即办件，承诺时限却是“1 个工作日”" in doubt for doubt in told["food-permit-511324"])
    assert any("写着不收费，却列有" in doubt for doubt in told["sscard-apply-450600"])
    assert "来源是政府页面的镜像，需回原站核对" in told["gjj-loan-repay-withdraw-341800"]


# --- what changes, and what must not ---------------------------------------------------------------------------------
def test_a_changed_guide_is_a_new_version_and_the_old_one_stays_as_it_was(folder):
    load_guides(folder=folder)
    first = ItemVersion.objects.get(record_id=DAZHOU)
    spoil(folder, lambda c: c["materials"].pop())
    assert load_guides(folder=folder).loaded == 1
    first_now, second = ItemVersion.objects.filter(record_id=DAZHOU).order_by("version_no")
    assert (first_now.standing, first_now.content) == (Standing.SUPERSEDED, first.content)
    assert (second.standing, second.version_no) == (Standing.IN_FORCE, 2)
    assert len(queries.version(first.pk).guide.materials) == len(queries.version(second.pk).guide.materials) + 1
    assert queries.published("gjj-purchase-withdraw", "511700").id == second.pk


def test_back_to_an_earlier_text_is_a_version_too(folder):
    path = folder / "guides" / f"{DAZHOU}.json"
    original = path.read_text(encoding="utf-8")
    load_guides(folder=folder)
    spoil(folder, lambda c: c["materials"].pop())
    load_guides(folder=folder)
    path.write_text(original, encoding="utf-8")
    load_guides(folder=folder)
    versions = ItemVersion.objects.filter(record_id=DAZHOU).order_by("version_no")
    assert [version.standing for version in versions] == [Standing.SUPERSEDED, Standing.SUPERSEDED, Standing.IN_FORCE]


def test_another_source_for_a_known_place_waits_as_a_draft(folder):
    path = folder / "guides" / f"{DAZHOU}.json"
    second = json.loads(path.read_text(encoding="utf-8")) | {"record_id": f"{DAZHOU}-2"}
    (folder / "guides" / f"{DAZHOU}-2.json").write_text(json.dumps(second), encoding="utf-8")
    assert load_guides(folder=folder).loaded == 4
    versions = ItemVersion.objects.filter(region_code="511700000000").values_list("version_no", "state")
    assert set(versions) == {(1, "published"), (2, "draft")}


def test_what_a_place_no_longer_says_is_taken_off_the_list(folder):
    spoil(folder, lambda c: c["cross_region"].update(modes=["多地联办"]))
    load_guides(folder=folder)
    assert Listing.objects.filter(handling_area="5117").count() == 1
    spoil(folder, lambda c: c["cross_region"].update(modes=[]))
    load_guides(folder=folder)
    assert not Listing.objects.filter(handling_area="5117").exists()


@pytest.mark.parametrize("standing", [Standing.IN_FORCE, Standing.SUPERSEDED])
def test_what_was_published_cannot_be_changed_or_removed(folder, standing):
    load_guides(folder=folder)
    if standing == Standing.SUPERSEDED:
        spoil(folder, lambda c: c["materials"].pop())
        load_guides(folder=folder)
    version = ItemVersion.objects.standing(standing).get(record_id=DAZHOU)
    before = ItemVersion.objects.filter(pk=version.pk).values().get()
    version.local_name = "改名"
    same = ItemVersion.objects.filter(pk=version.pk)
    attempts = [
        version.save,
        version.delete,
        same.delete,
        lambda: same.update(local_name="改名"),
        lambda: ItemVersion.objects.bulk_update([version], ["local_name"]),
        lambda: version.publish(effective_from=version.effective_from),
    ]
    for attempt in attempts:
        with pytest.raises(Blocked), transaction.atomic():
            attempt()
    assert same.values().get() == before


def test_a_draft_may_still_be_changed(folder):
    load_guides(folder=folder)
    draft = ItemVersion.objects.get(record_id=DAZHOU)
    draft.pk, draft.record_id, draft.version_no, draft.state = None, "draft", 9, VersionState.DRAFT
    draft.save()
    draft.local_name = "改名"
    draft.save()
    assert ItemVersion.objects.get(pk=draft.pk).local_name == "改名"
    ItemVersion.objects.filter(pk=draft.pk).delete()

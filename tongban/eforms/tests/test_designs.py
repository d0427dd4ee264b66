"""The life of a form: written by one, put into use by another, never edited again; what is known comes filled in."""

import copy
from datetime import date

import pytest

from tongban.catalogue import queries as catalogue
from tongban.eforms import actions, policies, queries
from tongban.eforms.models import FormDesign
from tongban.eforms.tests.conftest import document, real_design
from tongban.kit.blocked import Blocked, Invalid
from tongban.kit.codes import make_identity_number
from tongban.people.queries import actor_of_account

NUMBER = make_identity_number("330681", date(1990, 6, 1), 28)


@pytest.fixture
def writer(real):
    return actor_of_account("catalogue-1")


@pytest.fixture
def second(real):
    return actor_of_account("catalogue-2")


@pytest.fixture
def version(real):
    return catalogue.published("medins-transfer", "210500")


def published(writer, second, slug="medins-transfer", version_id=None, **more):
    draft = actions.begin(slug, by=writer, version_id=version_id)
    draft = actions.write(
        draft.pk, document({"why": {"type": "string", "title": "为什么转"}}, **more), revision=1, by=writer
    )
    return actions.publish(draft.pk, revision=draft.revision, by=second)


def test_loading_twice_changes_nothing_and_never_replaces_what_an_office_published(designs, writer, second):
    assert designs.new == 3
    assert actions.load_designs().new == 0
    ours = published(writer, second, "sscard-apply")
    ours.refresh_from_db()
    assert ours.number == 2
    assert actions.load_designs().new == 0
    assert queries.form_for(catalogue.versions_of("sscard-apply")[0]).id == ours.pk


def test_an_item_without_a_form_has_none(designs, version):
    assert queries.form_for(version) is None


def test_who_wrote_it_does_not_put_it_into_use(writer, second):
    draft = actions.begin("medins-transfer", by=writer)
    draft = actions.write(draft.pk, document({"why": {"type": "string", "title": "原因"}}), revision=1, by=writer)
    with pytest.raises(policies.NotYours, match="另一位"):
        actions.publish(draft.pk, revision=draft.revision, by=writer)
    assert actions.publish(draft.pk, revision=draft.revision, by=second).state == "published"


def test_only_data_officers_write_forms(clerk, writer):
    with pytest.raises(policies.NotYours):
        actions.begin("medins-transfer", by=clerk)
    draft = actions.begin("medins-transfer", by=writer)
    with pytest.raises(policies.NotYours):
        actions.write(draft.pk, {}, revision=1, by=clerk)


def test_a_form_with_a_fault_is_kept_and_not_published(writer, second):
    draft = actions.begin("medins-transfer", by=writer)
    draft = actions.write(draft.pk, {"title": "半张"}, revision=1, by=writer)
    with pytest.raises(Invalid):
        actions.publish(draft.pk, revision=draft.revision, by=second)
    assert FormDesign.objects.get(pk=draft.pk).document == {"title": "半张"}


def test_of_two_who_save_at_once_one_wins_and_the_other_is_told(writer, second):
    draft = actions.begin("medins-transfer", by=writer)
    assert actions.begin("medins-transfer", by=second).pk == draft.pk
    actions.write(draft.pk, {"title": "一"}, revision=1, by=writer)
    with pytest.raises(Blocked, match="别人改过"):
        actions.write(draft.pk, {"title": "二"}, revision=1, by=second)
    assert FormDesign.objects.get(pk=draft.pk).document == {"title": "一"}


def test_a_published_form_is_never_edited_the_next_version_begins_from_it(writer, second, version):
    first = published(writer, second)
    with pytest.raises(Blocked):
        actions.write(first.pk, {"title": "改"}, revision=first.revision, by=writer)
    following = actions.begin("medins-transfer", by=writer)
    assert (following.number, following.document) == (2, first.document)
    assert queries.form_for(version).id == first.pk
    changed = copy.deepcopy(following.document) | {"title": "第二版"}
    following = actions.write(following.pk, changed, revision=1, by=writer)
    actions.publish(following.pk, revision=following.revision, by=second)
    assert queries.form_for(version).id == following.pk
    assert queries.form(first.pk).design.title == "试"  # what was handed in with the first keeps it
    actions.retire(following.pk, by=writer)
    assert queries.form_for(version).id == first.pk


def test_an_authority_s_own_form_comes_before_the_one_for_all(writer, second, version):
    for_all = published(writer, second)
    own = published(writer, second, version_id=version.id)
    elsewhere = next(one for one in catalogue.versions_of("medins-transfer") if one.region_code != version.region_code)
    assert queries.form_for(version).id == own.pk
    assert queries.form_for(elsewhere).id == for_all.pk


def test_what_is_known_comes_filled_in_and_says_from_where(real):
    form = queries.read(real_design("idcard-first"))
    known = {
        "applicant.name": queries.Known("李明", "您的账号", fixed=True),
        "applicant.phone": queries.Known("13900000016", "您的账号"),
        **queries.of_identity(NUMBER, "身份证号", today=date(2026, 11, 21)),
    }
    found = queries.prefilled(form, known)
    assert {field: one.value for field, one in found.items()} == {
        "name": "李明", "phone": "13900000016", "sex": "2", "born_on": "1990-06-01",
    }  # fmt: skip
    assert found["born_on"].from_ == "身份证号"
    typed = {"phone": "13900000024", "name": "别人", "nation": "汉族"}
    assert queries.together(typed, found) == {
        "name": "李明", "phone": "13900000024", "sex": "2", "born_on": "1990-06-01", "nation": "汉族",
    }  # fmt: skip


def test_a_source_that_comes_later_is_asked_by_its_name(real, monkeypatch):
    from tongban.eforms import prefill

    monkeypatch.setattr(prefill, "_readers", {})
    queries.source("licence")(
        lambda subject, name: queries.Known(f"{subject.identity_number[:1]}的{name}", "户口簿（电子证照）", fixed=True)
    )
    form = queries.read(document({"address": {"type": "string", "title": "户籍地址", "x-source": "licence.household"}}))
    assert queries.prefilled(form, {}) == {}
    (known,) = queries.prefilled(form, {}, queries.Subject(NUMBER, "idcard-first")).values()
    assert (known.value, known.from_) == ("3的licence.household", "户口簿（电子证照）")

"""The promise: a place composes its 一件事 on a page; a circle is refused with its names and what was typed stays."""

import re

import pytest

from tongban.catalogue import bundle_versions
from tongban.catalogue import queries as catalogue


@pytest.fixture
def officer(real, client_of):
    return client_of("catalogue-1")


@pytest.fixture
def draft(officer):
    answer = officer.post("/console/bundles/begin", {"bundle": "bundle-birth", "area": "诸暨市"})
    assert answer.status_code == 302
    return bundle_versions.version(int(answer.url.rsplit("/", 1)[1]))


def fields(page):
    """What the form on a page would send, as it stands."""
    found = {}
    form = page.content.decode().split('id="compose"')[1].split("</form>")[0]
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag)[1], re.search(r'value="([^"]*)"', tag)
        if 'type="checkbox"' not in tag or "checked" in tag:
            found.setdefault(name, []).append(value[1] if value else "")
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    return found


def test_a_draft_saved_as_it_stands_is_the_same(officer, draft):
    before = draft.composition
    page = officer.get(f"/console/bundles/{draft.id}")
    assert officer.post(f"/console/bundles/{draft.id}", fields(page)).status_code == 302
    assert bundle_versions.version(draft.id).composition == before


def test_a_local_addition_takes_an_output_and_is_published_by_another(officer, client_of, draft):
    typed = fields(officer.get(f"/console/bundles/{draft.id}"))
    last = len(draft.composition.parts)
    typed |= {
        f"parts.{last}.name": ["新生儿礼包申领"],
        f"parts.{last}.department": ["妇联"],
        f"parts.{last}.national": ["no"],
    }
    assert officer.post(f"/console/bundles/{draft.id}", typed).status_code == 302
    added = bundle_versions.version(draft.id).composition.parts[-1]
    assert (added.name, added.national) == ("新生儿礼包申领", False)
    typed = fields(officer.get(f"/console/bundles/{draft.id}"))
    typed["outputs.0.to"] = [*typed["outputs.0.to"], added.key]
    officer.post(f"/console/bundles/{draft.id}", typed)
    assert added.key in bundle_versions.version(draft.id).composition.layers()[1]
    officer.post(f"/console/bundles/{draft.id}/step", {"step": "submit"})
    assert "要请另一位数据专员复核" in officer.get(f"/console/bundles/{draft.id}").content.decode()
    second = client_of("catalogue-2")
    back = second.post(f"/console/bundles/{draft.id}/step", {"step": "back"})
    assert "退回要写意见" in back.content.decode()
    second.post(f"/console/bundles/{draft.id}/step", {"step": "publish"})
    assert catalogue.bundle("bundle-birth", "330681").composition.parts[-1].name == "新生儿礼包申领"
    assert "不能再改" in officer.get(f"/console/bundles/{draft.id}").content.decode()


def test_a_circle_is_refused_with_its_names_and_nothing_typed_is_lost(officer, draft):
    typed = fields(officer.get(f"/console/bundles/{draft.id}"))
    first, then = draft.composition.edges[0]
    typed |= {"afters.0.after": [then], "afters.0.part": [first], "local_name": ["出生一起办"]}
    answer = officer.post(f"/console/bundles/{draft.id}", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "绕成了一个圈" in page
    assert draft.composition.part(first).name in page
    assert "出生一起办" in page
    assert bundle_versions.version(draft.id).composition == draft.composition


def test_a_part_without_a_department_is_asked_for_it(officer, draft):
    typed = fields(officer.get(f"/console/bundles/{draft.id}")) | {"parts.0.department": [""]}
    answer = officer.post(f"/console/bundles/{draft.id}", typed)
    assert answer.status_code == 422
    assert "归哪个部门办" in answer.content.decode()


def test_an_unknown_place_or_version_is_not_found(officer):
    assert officer.post("/console/bundles/begin", {"bundle": "bundle-birth", "area": "没有这个县"}).status_code == 404
    assert officer.get("/console/bundles/999999").status_code == 404

"""Questions and rows put into SQL once: they say and write exactly what Django's own would."""

from django.forms.models import model_to_dict
from django.utils import timezone

from tongban.cases import actions, queries
from tongban.cases.models import Case, CaseMaterial, Sight
from tongban.cases.tests.making import received, submitted
from tongban.journal.models import Entry
from tongban.kit import compiled
from tongban.kit.blocked import NotFound
from tongban.people.actors import NOBODY


def test_a_row_is_written_as_django_writes_it(real, clerk):
    case = received(clerk)
    like = {"case": case, "name": "复印件“一”", "required": True, "points": ["清楚", "完整"]}
    quick, slow = CaseMaterial(key="quick", **like), CaseMaterial(key="slow", **like)
    compiled.insert([quick])
    slow.save()
    kept = [CaseMaterial.objects.get(pk=one.pk) for one in (quick, slow)]
    first, second = (model_to_dict(one, exclude=["id", "key"]) for one in kept)
    assert first == second


def test_many_rows_are_each_told_their_key(real):
    at = timezone.now()
    rows = [
        Entry(subject=f"s{n}", fact="x", content={"n": n}, at=at, actor="clock", actor_label="系统时钟")
        for n in range(5)
    ]
    compiled.insert(rows)
    assert {row.pk: row.content["n"] for row in rows} == dict(
        Entry.objects.filter(fact="x").values_list("pk", "content__n")
    )
    assert compiled.insert([]) == []


def test_the_same_question_is_asked_with_other_values(real, clerk, reviewer, elsewhere, li, chen):
    mine, other = received(clerk), submitted(chen)
    assert queries.one(mine.number, seen_by=reviewer).application.applicant == mine.application.applicant
    assert queries.one(other.number, seen_by=chen).pk == other.pk
    for number, actor in (
        (other.number, reviewer),
        (mine.number, chen),
        (mine.number, NOBODY),
        (mine.number, elsewhere),
    ):
        try:
            queries.one(number, seen_by=actor)
        except NotFound:
            continue
        raise AssertionError(f"{actor.label} saw {number}")


def test_what_is_read_quickly_is_what_django_reads(real, clerk, reviewer):
    case = received(clerk)
    actions.sign_for(case, by=reviewer)
    quick = queries.one(case.number, seen_by=reviewer)
    assert model_to_dict(quick) == model_to_dict(Case.objects.get(pk=case.pk))
    assert quick.application.applicant.name == "李静怡"  # read along, in the same question
    assert queries.seen_at(case.number, seen_by=reviewer) == (case.number, quick.version)
    assert Sight.of(reviewer).shape == ("agency",)

"""一件事: which parts, in what order, one list of questions and one of papers; before anything is handed in."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongban.catalogue import queries as catalogue
from tongban.catalogue.bundle_plan import BundlePlan, PlannedPart, SharedPaper, SharedQuestion
from tongban.kit.blocked import NotFound
from tongban.ui import orders

SITUATION = "situation."
HOW = {"hand_in": ("您带来", "warn"), "looked_up": ("我们查", "ok"), "passed_on": ("自动传", "info")}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as it is shown: its number, whether it is chosen, what it waits for."""

    number: int
    part: PlannedPart
    chosen: bool

    @property
    def promised(self) -> str:
        """The promised limit as written; empty where it was not read."""
        limit = self.part.version.limits.promised if self.part.version else None
        return str(limit) if limit else ""


@require_GET
def bundles(request: HttpRequest) -> HttpResponse:
    """一件事: what each is made of, and where its guide is here."""
    found = groupby(catalogue.bundles(), key=lambda one: one.slug)
    return render(request, "portal/bundles.html", {"bundles": [list(group) for _, group in found]})


@require_GET
def bundle(request: HttpRequest, slug: str, region_code: str) -> HttpResponse:
    """One 一件事 in one place: choose the parts, see their order, what is asked once and what is handed in once."""
    found = catalogue.bundle(slug, region_code)
    if found is None:
        raise NotFound("没有读到这里的这件事的指南。请从“一件事”目录重新打开。")
    plan = catalogue.bundle_plan(found)
    answers = {asked.key: request.GET.getlist(SITUATION + asked.key) for asked in plan.questions}
    rows = _rows(plan, answers, request.GET.getlist("part") if "asked" in request.GET else None)
    keys = [row.part.key for row in rows if row.chosen]
    numbers = {row.part.key: row.number for row in rows}
    shown = {
        "bundle": found,
        "guide": found.guide,
        "plan": plan,
        "rows": rows,
        "numbers": numbers,
        "chosen": keys,
        "answers": answers,
        "questions": [(asked, _options(asked)) for asked in plan.questions_for(keys)],
        "papers": [(paper, *_how(paper)) for paper in plan.papers_for(keys, answers)],
        "unread": [numbers[part.key] for part in plan.unread_parts(keys)],
        "drawing": _drawn(plan, numbers, keys),
    }
    return render(request, "portal/bundle.html", shown)


def _rows(plan: BundlePlan, answers: dict[str, list[str]], ticked: list[str] | None) -> list[PartRow]:
    """The parts the answers call for; those somebody unticked stay on the page, not chosen."""
    wanted = {part.key for part in plan.parts_for(answers)}
    return [
        PartRow(number, part, ticked is None or part.key in ticked)
        for number, part in enumerate((part for part in plan.parts if part.key in wanted), start=1)
    ]


def _options(asked: SharedQuestion) -> list[tuple[str, str]]:
    return [(option.key, option.label) for option in asked.options]


def _how(paper: SharedPaper) -> tuple[str, str]:
    return ("看您的情况", "") if paper.undecided else HOW[paper.how]


def _drawn(plan: BundlePlan, numbers: dict[str, int], keys: list[str]) -> orders.OrderPicture | None:
    """The order of the chosen parts; with fewer than two there is none."""
    if len(keys) < 2:
        return None
    edges = plan.edges_for(keys)
    layers = [tuple(key for key in layer if key in keys) for layer in plan.composition.layers()]
    parts = [plan.part(key).component for key in keys]
    nodes = [orders.Node(part.key, part.name, part.department, "t", numbers[part.key]) for part in parts]
    return orders.draw(nodes, [layer for layer in layers if layer], edges)

"""找差异: where places differ on one item, what hurts an applicant, what one standard would say. Picture, table, workbook."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from tongban.catalogue import actions
from tongban.catalogue.differences import queries
from tongban.catalogue.differences.gains import gains
from tongban.catalogue.differences.limit_columns import legal_limit, promised_limit
from tongban.catalogue.differences.matrix import Cell, Column, Distance, Ground, Place, listed
from tongban.catalogue.differences.queries import Comparison
from tongban.catalogue.differences.terms import calendar_days
from tongban.catalogue.differences.workbook import MEDIA_TYPE, to_change, workbook
from tongban.catalogue.guide import Guide
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.days import Limit
from tongban.people.actors import Actor
from tongban.ui.limit_axis import LimitAxis, Mark, draw

SHOWN = 8  # findings in sight; the rest are folded
TAKE, HOLD = "take", "hold"
KEY = (Distance.SAME, Distance.WORDING, Distance.BETTER, Distance.AWAY, Distance.CONTRADICTION, Distance.UNREAD)


@require_GET
@for_cataloguers
def choose(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Which item to compare: those several places have published."""
    if slug := request.GET.get("item"):
        return redirect("console-difference", slug)
    return render(request, "console/differences.html", {"actor": actor, "comparable": queries.comparable()})


@require_GET
@for_cataloguers
def compare(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """One item in all its places. Raises NotFound for an item nobody has published."""
    comparison = queries.comparison(slug, today=timezone.localdate())
    return render(
        request,
        "console/difference.html",
        {
            "actor": actor,
            "comparison": comparison,
            "comparable": queries.comparable(),
            "rows": list(zip(comparison.places, zip(*(c.cells for c in comparison.picture), strict=True), strict=True)),
            "headline": _headline(comparison),
            "key": KEY,
            "shown": comparison.hurts[:SHOWN],
            "folded": comparison.hurts[SHOWN:],
            "axis": _axis(comparison),
            "gains": gains(comparison),
            "choices": [(c, listed(to_change(c, comparison.places))) for c in queries.offered(comparison)],
            "taken": queries.taken_at_first(comparison),
            "told": [(column, *_told(column, comparison)) for column in comparison.columns],
            "doubted": [place for place in comparison.places if place.findings],
        },
    )


@require_GET
@for_cataloguers
def table(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """The comparison as a workbook to take away."""
    comparison = queries.comparison(slug, today=timezone.localdate())
    named = content_disposition_header(as_attachment=True, filename=f"各地差异：{comparison.name}.xlsx")
    return HttpResponse(workbook(comparison), content_type=MEDIA_TYPE, headers={"Content-Disposition": named or ""})


@require_GET
@for_cataloguers
def drafted(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """The draft that the choices of the form make, each with its reason; ``?as=json`` is the guide itself."""
    today = timezone.localdate()
    comparison = queries.comparison(slug, today=today)
    taken = _taken(request.GET, comparison)
    content = queries.draft(comparison, today=today, taken=taken)
    if request.GET.get("as") == "json":
        named = content_disposition_header(as_attachment=True, filename=f"{content['record_id']}.json")
        answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = named or ""
        return answer
    columns = queries.offered(comparison)
    shown = {
        "actor": actor,
        "comparison": comparison,
        "guide": Guide.model_validate(content),
        "taken": [column for column in columns if column.key in taken],
        "held": [column for column in columns if column.key not in taken],
        "may_begin": not queries.is_bundle(comparison),
        "choices": [(column.key, TAKE if column.key in taken else HOLD) for column in columns],
    }
    return render(request, "console/difference_draft.html", shown)


@require_POST
@for_cataloguers
def begin(request: HttpRequest, actor: Actor, slug: str) -> HttpResponseBase:
    """以此起草: the draft of these choices becomes a draft of the base. Raises Blocked while another is unfinished, and
    for a 一件事."""
    today = timezone.localdate()
    comparison = queries.comparison(slug, today=today)
    content = queries.base_content(comparison, today=today, taken=_taken(request.POST, comparison))
    version = actions.begin_base(content, by=actor)
    return redirect("console-version", "base", version.pk)


def _taken(sent: QueryDict, comparison: Comparison) -> frozenset[str]:
    """What the officer took; a choice the form did not send stands as it was offered."""
    at_first = queries.taken_at_first(comparison)
    return frozenset(
        column.key
        for column in queries.offered(comparison)
        if sent.get(column.key, TAKE if column.key in at_first else HOLD) == TAKE
    )


# --- what the page says -----------------------------------------------------------------------------------------------
def _headline(comparison: Comparison) -> str:
    """What the picture shows, in a sentence; only what there is of it."""
    said = {Distance.CONTRADICTION: "有矛盾", Distance.AWAY: "偏离", Distance.UNREAD: "待核实"}
    counts = [f"{count} 格{words}" for distance, words in said.items() if (count := comparison.count(distance))]
    if comparison.count(Distance.CONTRADICTION) or comparison.count(Distance.AWAY):
        return f"颜色越重离统一标准越远：{'，'.join(counts)}"
    return "，".join(["写明的地方和建议的标准一致", *counts])


def _told(column: Column, comparison: Comparison) -> tuple[list[tuple[str, Cell]], str]:
    """What places say of an element, those who say the same together, and the places of which nothing was read."""
    groups: dict[tuple[str, Distance], tuple[list[str], Cell]] = {}
    unread = []
    for place, cell in zip(comparison.places, column.cells, strict=True):
        if cell.distance is Distance.UNREAD:
            unread.append(place.short)
        else:
            groups.setdefault((cell.full or cell.words, cell.distance), ([], cell))[0].append(place.short)
    said = [(listed(shorts, most=40) if len(shorts) > 1 else shorts[0], cell) for shorts, cell in groups.values()]
    return said, listed(unread, most=40) if unread else ""


def _axis(comparison: Comparison) -> LimitAxis | None:
    """Every limit read, on one axis, with the law as a line where the law is known."""
    legal = comparison.column("legal_limit")
    law = legal.choice if legal and legal.choice.ground is Ground.LAW else None
    line = (_law_days(comparison), f"法条：{law.words}") if law else None
    marks = [*_marks(comparison, "法定时限", line), *_marks(comparison, "承诺时限", line)]
    return draw(marks, law=line)


def _law_days(comparison: Comparison) -> float:
    law = next(found for place in comparison.places if (found := queries.law_limits().get(place.facts.slug)))
    return float(calendar_days(law.limit))


def _marks(comparison: Comparison, group: str, law: tuple[float, str] | None) -> Iterator[Mark]:
    limit_of = legal_limit if group == "法定时限" else promised_limit
    column = comparison.column("legal_limit" if group == "法定时限" else "promised_limit")
    by_limit: dict[Limit, list[Place]] = {}
    for place in comparison.places:
        if limit := limit_of(place):
            by_limit.setdefault(limit, []).append(place)
    standard = column.choice.words if column else ""
    for limit in sorted(by_limit, key=calendar_days):
        days = float(calendar_days(limit))
        words = str(limit).replace(" 个工作日", " 工作日")
        label = f"{words}　{listed([place.short for place in by_limit[limit]], most=4)}"
        beyond = law is not None and days > law[0]
        best = words == standard and group != "法定时限"
        late = column is not None and any(
            cell.distance is Distance.AWAY and cell.words.startswith(words) for cell in column.cells
        )
        yield Mark(
            group,
            f"{label}{'（建议）' if best else ''}",
            days,
            "beyond" if beyond else "best" if best else "late" if late else "plain",
        )

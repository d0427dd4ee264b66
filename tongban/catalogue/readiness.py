"""What still stands between a draft and its review: codes, limits, branches, deviations without a ground."""

from collections.abc import Iterator

from tongban.catalogue import branches
from tongban.catalogue.differences import consistency
from tongban.catalogue.differences.elements import Severity
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import GuideVersion, ItemVersion
from tongban.kit.blocked import Problem
from tongban.kit.codes import catalogue_code_problem, handling_code_problem, implementation_code_problem


def problems_before_review(version: GuideVersion) -> list[Problem]:
    """Everything that keeps a draft from being reviewed, each with its field; empty when it is ready."""
    guide = Guide.model_validate(version.content)
    found = [*problems_in(guide)]
    if isinstance(version, ItemVersion):
        found += _without_ground(version)
    return found


def problems_in(guide: Guide) -> list[Problem]:
    """What is wrong inside a guide, whoever wrote it and whereto it goes."""
    return looked_at(guide)[0]


def remarks_on(guide: Guide) -> list[Problem]:
    """What a person should look at, though it keeps nothing from being published."""
    return looked_at(guide)[1]


def looked_at(guide: Guide) -> tuple[list[Problem], list[Problem]]:
    """What is wrong inside a guide, and what a person should look at: both from one reading."""
    wrong, doubtful = list[Problem](), list[Problem]()
    for each in consistency.problems(guide.written()):
        kept = wrong if each.severity is Severity.CONTRADICTION else doubtful
        kept.append(Problem(each.where, each.sentence))
    problems = [*_codes(guide), *wrong, *_decided_limits(guide), *branches.problems(guide)]
    return problems, [*doubtful, *branches.idle(guide)]


def _without_ground(version: ItemVersion) -> Iterator[Problem]:
    for place, deviation in enumerate(version.deviations.order_by("id")):
        if not deviation.grounded:
            told = f"偏离基准没有写理由：{deviation.sentence}"
            yield Problem(f"grounds.{place}.document", f"{told}。请写理由类型和文件、条款，或者改回基准。")


# --- codes -----------------------------------------------------------------------------------------------------------
def _codes(guide: Guide) -> Iterator[Problem]:
    """The structure of 基本编码 (12), 实施编码 (31) and 业务办理项编码 (33). Local codes stand beside them, free."""
    codes = {name: str(code) for name, code in guide.item.codes.items() if isinstance(code, str) and code}
    basic, implementing = codes.get("basic"), codes.get("impl")
    if basic and (told := catalogue_code_problem(basic)):
        yield Problem("item.codes.basic", f"{told}。地方自己的编码请写在“地方编码”一栏。")
    if implementing and (told := implementation_code_problem(implementing)):
        yield Problem("item.codes.impl", f"{told}。地方自己的编码请写在“地方编码”一栏。")
    elif implementing and basic and implementing[19:] != basic:
        yield Problem("item.codes.impl", f"实施编码后 12 位是 {implementing[19:]}，与基本编码 {basic} 不一致。请核对。")
    yield from _handling_codes(guide, implementing)


def _handling_codes(guide: Guide, implementing: str | None) -> Iterator[Problem]:
    listed = guide.particulars.handling_codes if guide.particulars else ()
    for place, code in enumerate(listed):
        field = f"particulars.handling_codes.{place}"
        if told := handling_code_problem(code):
            yield Problem(field, f"第 {place + 1} 个{told}。请对照清单改正。")
        elif implementing and code[:31] != implementing:
            yield Problem(field, f"第 {place + 1} 个业务办理项编码前 31 位与实施编码不一致。请核对。")


# --- limits ----------------------------------------------------------------------------------------------------------
def _decided_limits(guide: Guide) -> Iterator[Problem]:
    """What answers decide must not be longer than the law either."""
    for place, decision in enumerate(guide.particulars.decisions if guide.particulars else ()):
        promised, legal = decision.promised, decision.legal or guide.time_limits.legal
        if promised and legal and promised.unit == legal.unit and promised.value > legal.value:
            told = f"第 {place + 1} 条情形决定的承诺时限（{promised.text}）比法定时限（{legal.text}）长"
            yield Problem(f"particulars.decisions.{place}.promised", f"{told}。请改短承诺时限，或核对法定时限。")

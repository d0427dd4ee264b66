"""Contradictions inside one guide: run at every import and at every review, and read by the comparison.

Mistakes of entry are a fact of life (60 日 written as 60 工作日, “收费：是” beside “免征”); each becomes a sentence.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from tongban.catalogue.differences import asked, entered
from tongban.catalogue.differences.elements import Element, Finding, Severity
from tongban.catalogue.differences.reading import Content, Facts, Term, read
from tongban.catalogue.differences.rules import law_limits, repealed
from tongban.catalogue.differences.terms import calendar_days, in_days, longer, odd_amount, tiers
from tongban.kit.days import Limit

Check = Callable[[Facts], Iterator[Finding]]

_LICENSING = Limit(20)  # 行政许可法 art. 42: twenty days, working days by art. 82, where no other law says otherwise
_FREE = ("免", "不收")
_DOUBTFUL = ("矛盾", "有误", "录成", "已失效", "旧版", "不统一", "数据质量")


def problems(content: Content) -> tuple[Finding, ...]:
    """Everything in a guide that cannot be right, or that a person should look at: contradictions first.

    ``content`` is a guide as kept in ``ItemVersion.content``; whatever is in it, this never raises. What is unread
    (null, empty) is 待核实 and no problem.
    """
    if not isinstance(content, Mapping):
        told = "这份指南不是一组要素，读不出来。请重新导入原文件。"
        return (Finding(Element.SOURCE, told, Severity.CONTRADICTION, ""),)
    facts = read(content)
    found = [*entered.problems(content), *(finding for check in _CHECKS for finding in check(facts))]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


# --- limits -----------------------------------------------------------------------------------------------------------
def _written(facts: Facts) -> Iterator[Finding]:
    """The limit entered and the words of the source beside it."""
    for element, term, where in _terms(facts):
        if odd := odd_amount(term.text):
            entered = f"，录的却是“{term.limit}”" if term.limit else ""
            told = f"原文写“{odd}”{entered}，没有这样的时限。请向当地核实，把原文和数改成一样的。"
            yield Finding(element, told, Severity.CONTRADICTION, f"{where}.text")
            continue
        if term.limit and (wrong := _not_as_written(term.limit, term.text)):
            yield Finding(element, wrong, Severity.CONTRADICTION, f"{where}.unit")


def _not_as_written(limit: Limit, text: str) -> str:
    written = [tier.limit for tier in tiers(text)]
    if not written or any(one == limit or (not one.amount and not limit.amount) for one in written):
        return ""
    if any(one.amount == limit.amount for one in written):
        told = next(one for one in written if one.amount == limit.amount)
        return f"原文是“{told}”，录成了“{limit}”，单位不同。请照原文改单位。"
    if sum(map(calendar_days, written)) == calendar_days(limit):
        return ""
    return f"录的是“{limit}”，原文“{text}”里没有这个数。请照原文改。"


def _against_law(facts: Facts) -> Iterator[Finding]:
    """A limit longer than the law's own."""
    law = law_limits().get(facts.slug)
    for element, term, where in _terms(facts) if law else ():
        if not (law and term.limit and longer(term.limit, law.limit)):
            continue
        entered_wrong = element is Element.LEGAL_LIMIT and term.limit.amount == law.limit.amount
        how = "单位录错了" if entered_wrong else "比法律写的长"
        sentence = (
            f"{element.label}写“{term.limit}”（{in_days(term.limit)}），{how}："
            f"{law.named}写的是“{law.limit}”（{in_days(law.limit)}）。请改成法律写的，或写明另有规定的依据。"
        )
        severity = Severity.CONTRADICTION if element is Element.LEGAL_LIMIT else Severity.DOUBT
        yield Finding(element, sentence, severity, f"{where}.{'unit' if entered_wrong else 'value'}")


def _promise(facts: Facts) -> Iterator[Finding]:
    """承诺时限 beyond 法定时限, or beside 即办件."""
    legal, promised = (term.limit if term else None for term in (facts.legal, facts.promised))
    where = "time_limits.promised"
    if legal and promised and longer(promised, legal):
        about = "" if legal.unit is promised.unit else f"，折成日历天，承诺{in_days(promised)}，法定{in_days(legal)}"
        sentence = f"承诺时限“{promised}”比法定时限“{legal}”长{about}。承诺不能超过法定，请改短，或核对单位。"
        severity = Severity.CONTRADICTION if legal.unit is promised.unit else Severity.DOUBT
        yield Finding(Element.PROMISED_LIMIT, sentence, severity, where)
    if facts.handling_kind == "即办件" and promised and promised.amount:
        sentence = f"写的是即办件，承诺时限却是“{promised}”。当场办不完的请改成承诺件。"
        yield Finding(Element.PROMISED_LIMIT, sentence, Severity.DOUBT, "time_limits.handling_kind")
    if facts.handling_kind == "承诺件" and promised and not promised.amount:
        sentence = "写的是承诺件，承诺时限却是当场。请改成即办件，或补写时限。"
        yield Finding(Element.PROMISED_LIMIT, sentence, Severity.DOUBT, "time_limits.handling_kind")


def _stages(facts: Facts) -> Iterator[Finding]:
    """The stages of the procedure, added up, beyond the promise."""
    promised = facts.promised.limit if facts.promised else None
    stages = [tier.limit for step in facts.process if "（" in step for tier in tiers(step[step.index("（") :])]
    total = sum(map(calendar_days, stages), start=Fraction(0))
    if promised and len(stages) > 1 and total > max(calendar_days(promised), Fraction(1)):
        sentence = f"各环节时限加起来约 {round(total)} 天，超过承诺的“{promised}”。请核对环节时限。"
        yield Finding(Element.PROMISED_LIMIT, sentence, Severity.DOUBT, "process")


def _licensing(facts: Facts) -> Iterator[Finding]:
    legal = facts.legal.limit if facts.legal else None
    if facts.item_type == "行政许可" and facts.slug not in law_limits() and legal and longer(legal, _LICENSING):
        sentence = f"行政许可的法定时限写“{legal}”，一般是 20 个工作日（行政许可法第四十二条）。请写明另有规定的依据。"
        yield Finding(Element.LEGAL_LIMIT, sentence, Severity.DOUBT, "time_limits.legal")


def _terms(facts: Facts) -> Iterator[tuple[Element, Term, str]]:
    if facts.legal:
        yield Element.LEGAL_LIMIT, facts.legal, "time_limits.legal"
    if facts.promised:
        yield Element.PROMISED_LIMIT, facts.promised, "time_limits.promised"


# --- fees -------------------------------------------------------------------------------------------------------------
def is_free(amount: str) -> bool:
    """Whether an amount as written says that nothing is charged."""
    return any(word in amount for word in _FREE) or amount.strip() in {"0", "0元", "无"}


def _fees(facts: Facts) -> Iterator[Finding]:
    paid = [f"{name} {amount}" for name, amount in facts.fees if amount and not is_free(amount)]
    free = [f"{name} {amount}" for name, amount in facts.fees if amount and is_free(amount)]
    if facts.charged and facts.fees and not paid:
        sentence = f"写着收费，标准却是“{'；'.join(free)}”。请改成不收费，或补写金额。"
        yield Finding(Element.FEES, sentence, Severity.CONTRADICTION, "fees.charged")
    if facts.charged is False and paid:
        sentence = f"写着不收费，却列有“{'；'.join(paid)}”。请分开写：哪种情形免费，哪种收费。"
        severity = Severity.DOUBT if free else Severity.CONTRADICTION
        yield Finding(Element.FEES, sentence, severity, "fees.items")
    if facts.charged is None and paid:
        sentence = f"是否收费没有写，却列有“{'；'.join(paid)}”。请核实。"
        yield Finding(Element.FEES, sentence, Severity.DOUBT, "fees.charged")
    if facts.charged and not facts.fees:
        yield Finding(Element.FEES, "写着收费，没有标准。请补写金额和依据。", Severity.DOUBT, "fees.items")


# --- basis and remarks ------------------------------------------------------------------------------------------------
def _outdated(facts: Facts) -> Iterator[Finding]:
    for index, (title, _, number) in enumerate(facts.basis):
        for law in repealed():
            if law.title in title and law.number in number and law.now[1:8] not in title:
                sentence = (
                    f"依据《{title}》{number}已经过时，{law.since.isoformat()}起按{law.now}。请更新依据，并核对内容。"
                )
                yield Finding(Element.BASIS, sentence, Severity.DOUBT, f"legal_basis.{index}")


def _remarked(facts: Facts) -> Iterator[Finding]:
    """What whoever read the source wrote down as doubtful."""
    for index, note in enumerate(facts.notes):
        if any(word in note for word in _DOUBTFUL):
            element = next((one for word, one in _ABOUT.items() if word in note), Element.SOURCE)
            yield Finding(element, f"录入时记下：{note}。请核实后改正。", Severity.DOUBT, f"notes.{index}")


_ABOUT = {
    "收费": Element.FEES,
    "类型": Element.TYPE,
    "工作日": Element.LEGAL_LIMIT,
    "时限": Element.LEGAL_LIMIT,
    "依据": Element.BASIS,
}
_CHECKS: tuple[Check, ...] = (
    _written,
    _against_law,
    _promise,
    _stages,
    _licensing,
    _fees,
    asked.problems,
    _outdated,
    _remarked,
)

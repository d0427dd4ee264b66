"""What a guide is compared by, and what is said of one: values other chapters and doors pass on."""

from dataclasses import dataclass
from enum import StrEnum


class Element(StrEnum):
    """An element of a guide that places can differ in, in the order pages show them."""

    TYPE = "type"
    AUTHORITY = "authority"
    LEGAL_LIMIT = "legal_limit"
    PROMISED_LIMIT = "promised_limit"
    CONDITIONS = "conditions"
    SITUATIONS = "situations"
    MATERIALS = "materials"
    FEES = "fees"
    RESULTS = "results"
    CROSS_REGION = "cross_region"
    BASIS = "basis"
    PARTS = "parts"
    SOURCE = "source"

    @property
    def label(self) -> str:
        """The heading of its column."""
        return _LABELS[self]


_LABELS = {
    Element.TYPE: "事项类型",
    Element.AUTHORITY: "谁来办",
    Element.LEGAL_LIMIT: "法定时限",
    Element.PROMISED_LIMIT: "承诺时限",
    Element.CONDITIONS: "受理条件",
    Element.SITUATIONS: "情形",
    Element.MATERIALS: "申请材料",
    Element.FEES: "收费",
    Element.RESULTS: "办理结果",
    Element.CROSS_REGION: "异地能办吗",
    Element.BASIS: "设定依据",
    Element.PARTS: "组成事项",
    Element.SOURCE: "来源",
}


class Severity(StrEnum):
    """How firmly a finding is meant."""

    CONTRADICTION = "contradiction"  # two statements that cannot both hold, or a value the format does not know
    DOUBT = "doubt"  # may be right, but a person has to look
    ADVICE = "advice"  # right, and could be better

    @property
    def label(self) -> str:
        """The word shown beside the finding."""
        return {"contradiction": "有矛盾", "doubt": "存疑", "advice": "建议"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in one guide that a data officer should look at.

    ``where`` is the place in the content, dotted: ``materials.2.condition.age``. ``sentence`` is Chinese: what is
    wrong and what to do.
    """

    element: Element
    sentence: str
    severity: Severity
    where: str

"""附加门槛: what a place asks of an applicant besides papers, recognised in its conditions and rules by kind."""

import re
from dataclasses import dataclass

from tongban.catalogue.differences.reading import Facts

HOME = "户籍"

_KINDS = (
    ("还款时长", re.compile(r"(?:放款|还款|贷款).{0,4}(?:满|\d+个?月|\d+年)")),
    ("还款金额", re.compile(r"还款额.*元|不少于.*元|不低于.*元")),
    ("缴存时长", re.compile(r"(?:汇缴|缴存|缴费|参保).{0,8}(?:\d+|半|[一二三四五六十]+)个?(?:自然)?(?:月|年)")),
    ("使用次数", re.compile(r"(?:两|二|三|\d+)次(?:及以上|以上|的不得)|次数限制")),
    ("冻结账户", re.compile(r"冻结")),
    ("不能有欠款", re.compile(r"逾期未还|没有逾期|应付未付|无欠费|欠缴")),
    ("年龄", re.compile(r"(?:不满|未满)[\d一二三四五六七八九十]+(?:周岁|个?月)")),
    (HOME, re.compile(r"户籍|户口")),
    ("居住证发放地", re.compile(r"居住证")),
    ("只限本地", re.compile(r"本市(?:助产|设产科)|在(?:本市|本县|中心城区).*(?:出生|火化|参保)")),
)
_NO_THRESHOLD = re.compile(r"监护人|由本人|本人申领|代为申领|户籍地审核|户籍地公安|注销户口|有效期")
_IS_RULE = re.compile(r"须|必须|应当|不得|不能|仅|只能|方可|冻结|限")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One condition of a kind, in the place's words."""

    kind: str
    words: str


def thresholds(facts: Facts) -> tuple[Threshold, ...]:
    """What a guide asks of the person; rules count where they command. One sentence may hold several kinds.

    Where a place receives for other provinces, whose applications it takes is the reach of that, not a threshold.
    """
    sentences = [*facts.conditions, *(rule for rule in facts.rules if _IS_RULE.search(rule))]
    return tuple(
        Threshold(kind, sentence)
        for sentence in sentences
        if not _NO_THRESHOLD.search(sentence)
        for kind, pattern in _KINDS
        if pattern.search(sentence) and not (kind == HOME and facts.modes)
    )


def homes(facts: Facts) -> str:
    """Whose applications a receiving place takes, by their registered home, in its words; empty where not stated."""
    if not facts.modes:
        return ""
    return next((words for words in facts.conditions if "户籍" in words or "居民在" in words), "")

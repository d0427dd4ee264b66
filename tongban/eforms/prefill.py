"""自动带出: values that are known already come filled in, say from where, and need no proof.

A source is a port: whoever has values registers a reader under the first word of its names. The application itself is
one (what the account or the counter made sure of); licences and data checks register theirs when they are there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tongban.eforms.design import Design
from tongban.kit.codes import birth_date, identity_number_problem, sex

KNOWN_SOURCES = {
    "applicant.name": "姓名",
    "applicant.identity_number": "身份证号",
    "applicant.born_on": "出生日期",
    "applicant.sex": "性别",
    "applicant.phone": "手机",
    "applicant.email": "电子邮箱",
    "organisation.name": "单位名称",
    "organisation.uscc": "统一社会信用代码",
    "organisation.legal_representative": "法定代表人",
    "licence.household": "户口簿（电子证照）",
    "licence.marriage": "结婚证（电子证照）",
    "licence.estate": "不动产权证（电子证照）",
    "shared.housing_fund": "住房公积金缴存信息（数据核验）",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is known, and the words for where it comes from. ``fixed``: it was verified and is not typed over."""

    value: str
    from_: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """About whom sources are asked, by the identity number as far as it is written, and for which item."""

    identity_number: str
    item: str


Reader = Callable[[Subject, str], Known | None]
_readers: dict[str, Reader] = {}


def source(word: str) -> Callable[[Reader], Reader]:
    """Register the reader of all names that begin with this word (``licence``, ``shared``)."""

    def register(reader: Reader) -> Reader:
        _readers[word] = reader
        return reader

    return register


def prefilled(design: Design, known: Mapping[str, Known], subject: Subject | None = None) -> dict[str, Known]:
    """The fields of a design whose value is known, each with where it comes from."""
    found = {}
    for field, entry in design.entries.items():
        value = known.get(entry.source) or _asked(subject, entry.source)
        if value is not None and value.value:
            found[field] = value
    return found


def _asked(subject: Subject | None, name: str) -> Known | None:
    reader = _readers.get(name.partition(".")[0]) if name else None
    return reader(subject, name) if reader and subject else None


def of_identity(number: str, from_: str, *, today: date) -> dict[str, Known]:
    """What an identity number tells beside itself: the day of birth and the sex. Nothing from one that is not right."""
    if identity_number_problem(number, today=today):
        return {}
    return {
        "applicant.born_on": Known(birth_date(number).isoformat(), from_, fixed=True),
        "applicant.sex": Known(sex(number).value, from_, fixed=True),
    }


def together(given: Mapping[str, str], known: Mapping[str, Known]) -> dict[str, str]:
    """The answers with what is known put in: verified values stand, others give way to what was typed."""
    offered = {field: one.value for field, one in known.items() if one.fixed or field not in given}
    return {**given, **offered}

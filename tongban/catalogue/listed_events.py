"""What can be said of the lists, in the past tense. ``subject`` is ``list:3``, ``agreement:2`` or ``outlet:330681-H1``."""

from typing import ClassVar

from tongban.journal.facts import Fact, fact


class ListFact(Fact):
    """A fact about who may receive what; ``word`` is what people call it, ``title`` the document or the place."""

    word: ClassVar[str]
    title: str = ""


@fact("list.imported")
class ListImported(ListFact):
    """导入清单: rows of a published list were entered."""

    word = "导入清单"
    added: int
    changed: int


@fact("list.agreement_written")
class AgreementWritten(ListFact):
    """写入协议: a point-to-point agreement was entered or changed."""

    word = "写入协议"
    items: int


@fact("list.agreement_ended")
class AgreementEnded(ListFact):
    """结束协议: from the next day on it lets nobody receive."""

    word = "结束协议"
    until: str


@fact("list.openings_written")
class OpeningsWritten(ListFact):
    """登记开通: what an outlet receives, or why it does not, was entered."""

    word = "登记开通"
    items: int


@fact("bundle.begun")
class BundleBegun(ListFact):
    """开始编写一件事: a draft of a place's composition."""

    word = "开始编写"


@fact("bundle.written")
class BundleWritten(ListFact):
    """修改一件事: the draft's parts or what passes between them."""

    word = "修改组成"
    parts: int

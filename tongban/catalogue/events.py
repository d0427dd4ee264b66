"""What can be said of a version's life, in the past tense. ``subject`` is ``item-version:12`` or ``base-version:3``."""

from datetime import datetime
from typing import ClassVar

from tongban.journal.facts import Fact, fact


class VersionFact(Fact):
    """A fact of one version: which record, which item, which place. ``word`` is what people call it."""

    word: ClassVar[str]
    version_id: int
    record_id: str
    version_no: int
    slug: str
    region_code: str
    note: str = ""


@fact("catalogue.version_begun")
class VersionBegun(VersionFact):
    """A draft was opened, with the kind of change it is to be (新增, 变更, 拆分, 合并)."""

    word = "开始编写"
    change: str


@fact("catalogue.version_written")
class VersionWritten(VersionFact):
    """Its draft was changed: the headings of the elements that are now different."""

    word = "修改草稿"
    elements: list[str] = []


@fact("catalogue.version_submitted")
class VersionSubmitted(VersionFact):
    """送审: it waits for a second person."""

    word = "送审"


@fact("catalogue.version_taken_back")
class VersionTakenBack(VersionFact):
    """撤回送审: who wrote it took it back from review; it is a draft again."""

    word = "撤回送审"


@fact("catalogue.version_returned")
class VersionReturned(VersionFact):
    """退回: the second person has opinions, each with the element it is about."""

    word = "退回修改"
    opinions: list[tuple[str, str]] = []


@fact("catalogue.version_published")
class VersionPublished(VersionFact):
    """发布: in force from ``in_force_at`` on, at every door from that second."""

    word = "发布"
    in_force_at: datetime
    change: str = "new"


@fact("catalogue.version_recalled")
class VersionRecalled(VersionFact):
    """撤回: taken back before it was in force; it is a draft again."""

    word = "生效前撤回"


@fact("catalogue.version_suspended")
class VersionSuspended(VersionFact):
    """暂停: takes no new cases; cases already begun go on."""

    word = "暂停"
    instead: str = ""


@fact("catalogue.version_resumed")
class VersionResumed(VersionFact):
    """恢复: takes cases again."""

    word = "恢复"


@fact("catalogue.version_withdrawn")
class VersionWithdrawn(VersionFact):
    """取消: the item is no longer done there."""

    word = "取消"
    instead: str = ""


@fact("catalogue.version_discarded")
class VersionDiscarded(VersionFact):
    """A draft was thrown away."""

    word = "删除草稿"

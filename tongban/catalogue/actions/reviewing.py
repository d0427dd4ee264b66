"""From draft to force and out of it: 送审, 撤回送审, 退回, 发布, 撤回, 暂停, 恢复, 取消. Every arrow is a conditional update.

Two persons stand behind what is published (国办函〔2016〕108号: changes of the lists are approved before a version is
issued): who wrote any of it cannot review it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tongban.catalogue import queries
from tongban.catalogue.actions.deviating import note_deviations, note_under
from tongban.catalogue.actions.telling import tell
from tongban.catalogue.events import (
    VersionPublished,
    VersionRecalled,
    VersionResumed,
    VersionReturned,
    VersionSubmitted,
    VersionSuspended,
    VersionTakenBack,
    VersionWithdrawn,
)
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import (
    BaseVersion,
    BundleVersion,
    Change,
    Edition,
    GuideVersion,
    ItemVersion,
    Standing,
    VersionState,
)
from tongban.catalogue.policies import may_review, may_take_back, may_write
from tongban.catalogue.readiness import problems_before_review
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.kit.days import CHINA
from tongban.people.actors import Actor

Kept = TypeVar("Kept", bound=GuideVersion)
DRAFT, IN_REVIEW, PUBLISHED = VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.PUBLISHED
SUSPENDED, WITHDRAWN = VersionState.SUSPENDED, VersionState.WITHDRAWN


def open_version(version_id: int, kind: type[Kept]) -> Kept:
    """The version as it is now. Raises NotFound."""
    named = "bundle" if issubclass(kind, BundleVersion) else "item"
    found = kind._default_manager.select_related(named).filter(pk=version_id).first()
    if found is None:
        raise NotFound("没有找到这个版本。请从事项目录重新打开。")
    return found


@transaction.atomic
def submit(version_id: int, *, by: Actor, kind: type[Kept] = ItemVersion) -> Kept:  # type: ignore[assignment]
    """送审: a finished draft waits for a second person. Raises Invalid with everything that still stands in the way."""
    version = open_version(version_id, kind)
    _allow(may_write(by))
    if problems := problems_before_review(version):
        raise Invalid(problems)
    if not version.move(IN_REVIEW, out_of=(DRAFT,), submitted_at=timezone.now(), reviewed_by="", reviewed_by_label=""):
        raise Blocked(f"{_told(version)}已经不是草稿了，可能别人刚刚送审。请刷新后再看。", code="not_a_draft")
    tell(VersionSubmitted, version, by=by)
    return version


@transaction.atomic
def take_back(version_id: int, *, by: Actor, kind: type[Kept] = ItemVersion) -> Kept:  # type: ignore[assignment]
    """撤回送审: who wrote it takes it back from review to write on. Raises Blocked for others, or when it is decided."""
    version = open_version(version_id, kind)
    _allow(may_take_back(by, version.writers))
    if not version.move(DRAFT, out_of=(IN_REVIEW,)):
        raise Blocked(f"{_told(version)}不在审核中，可能别人刚刚处理了。请刷新后再看。", code="not_in_review")
    tell(VersionTakenBack, version, by=by)
    return version


@transaction.atomic
def send_back(
    version_id: int,
    opinions: Iterable[tuple[str, str]],
    *,
    by: Actor,
    kind: type[Kept] = ItemVersion,  # type: ignore[assignment]
) -> Kept:
    """退回修改: with at least one opinion, each with the element it is about."""
    version, told = open_version(version_id, kind), [(element, text) for element, text in opinions if text.strip()]
    _allow(may_review(by, version.writers))
    if not told:
        raise Invalid([Problem("opinions", "退回要写意见：哪一个要素、有什么问题。请至少写一条。")])
    if not version.move(DRAFT, out_of=(IN_REVIEW,)):
        raise Blocked(f"{_told(version)}不在审核中，可能别人刚刚处理了。请刷新后再看。", code="not_in_review")
    tell(VersionReturned, version, by=by, opinions=told)
    return version


@transaction.atomic
def publish(version_id: int, *, at: datetime | None = None, by: Actor, kind: type[Kept] = ItemVersion) -> Kept:  # type: ignore[assignment]
    """发布: in force from ``at`` (now), at every door from that second; no job has to run for it.

    Raises Invalid for a moment that is past or already taken, Blocked for all but the first of those who press.
    """
    version, now = open_version(version_id, kind), timezone.now()
    _allow(may_review(by, version.writers))
    if problem := _moment_problem(version, at, now):
        raise Invalid([problem])
    begins = at or now
    reviewed = {"reviewed_by": by.key, "reviewed_by_label": by.label}
    day = begins.astimezone(CHINA).date()
    version.publish(effective_from=day, at=begins, out_of=(IN_REVIEW,), **reviewed)
    _end_origins(version)
    _hold_against_base(version)
    tell(VersionPublished, version, by=by, in_force_at=version.in_force_at, change=version.change)
    transaction.on_commit(queries.forget)
    return version


def _hold_against_base(version: GuideVersion) -> None:
    """A base that holds from now on is held against every place, and a place's version against the base of now."""
    if isinstance(version, BaseVersion) and version.standing == Standing.IN_FORCE:
        note_under(version)
    elif isinstance(version, ItemVersion):
        note_deviations(version, Guide.model_validate(version.content), {})


def _moment_problem(version: GuideVersion, at: datetime | None, now: datetime) -> Problem | None:
    """What is wrong with the moment a version is to be in force from. Past days would change what was done by then."""
    if at is None:
        return None
    told = f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    if at < now:
        return Problem("in_force_at", f"起用时间 {told} 已经过了。请填今后的时间，或选“现在起用”。")
    taken = type(version)._base_manager.filter(record_id=version.record_id, in_force_at=at, state=PUBLISHED)
    if taken.exists():
        return Problem("in_force_at", f"这个事项已经有一版定在 {told} 起用。请换一个时间，或先撤回那一版。")
    return None


def _end_origins(version: GuideVersion) -> None:
    """拆分、合并: what the new item was made from ends at the second it begins."""
    if version.change in (Change.SPLIT, Change.MERGED) and version.in_force_at:
        for record_id in version.origins:
            version.take_place_of(record_id)
        ended = ItemVersion.objects.filter(record_id__in=version.origins)
        Edition.objects.touch(ended.values_list("item__slug", flat=True))


@transaction.atomic
def recall(version_id: int, *, by: Actor, kind: type[Kept] = ItemVersion) -> Kept:  # type: ignore[assignment]
    """生效前撤回: a version that is not yet in force is a draft again, and what it was to replace goes on."""
    version, now = open_version(version_id, kind), timezone.now()
    _allow(may_write(by))
    if not version.move(DRAFT, out_of=(PUBLISHED,), only=Q(in_force_at__gt=now)):
        raise Blocked(f"{_told(version)}已经生效或者没有发布，不能撤回。要改，请另写新版本。", code="in_force")
    version.give_back()
    tell(VersionRecalled, version, by=by)
    transaction.on_commit(queries.forget)
    return version


@transaction.atomic
def suspend(version_id: int, *, because: str, instead: str, by: Actor) -> ItemVersion:
    """暂停: takes no new cases, and the guide says why and what to do instead; cases already begun go on under it."""
    version, now = open_version(version_id, ItemVersion), timezone.now()
    _allow(may_write(by))
    _reasons(because, instead)
    holds = Q(in_force_at__lte=now) & (Q(ended_at=None) | Q(ended_at__gt=now))
    if not version.move(SUSPENDED, out_of=(PUBLISHED,), only=holds, stopped_because=because, instead=instead):
        raise Blocked(f"{_told(version)}现在不是现行版本，不用暂停。请刷新后再看。", code="not_in_force")
    tell(VersionSuspended, version, by=by, note=because, instead=instead)
    transaction.on_commit(queries.forget)
    return version


@transaction.atomic
def resume(version_id: int, *, by: Actor) -> ItemVersion:
    """恢复: a suspended version takes cases again, unless a newer one has taken its place."""
    version, now = open_version(version_id, ItemVersion), timezone.now()
    _allow(may_write(by))
    current = Q(ended_at=None) | Q(ended_at__gt=now)
    if not version.move(PUBLISHED, out_of=(SUSPENDED,), only=current, stopped_because="", instead=""):
        raise Blocked(f"{_told(version)}没有暂停，或者已被新版代替，不能恢复。", code="not_suspended")
    tell(VersionResumed, version, by=by)
    transaction.on_commit(queries.forget)
    return version


@transaction.atomic
def withdraw(version_id: int, *, because: str, instead: str, by: Actor) -> ItemVersion:
    """取消: the item is no longer done there from now on; cases already begun are finished under it."""
    version, now = open_version(version_id, ItemVersion), timezone.now()
    _allow(may_review(by, version.writers))
    _reasons(because, instead)
    if version.standing not in (Standing.IN_FORCE, Standing.SUSPENDED):
        raise Blocked(f"{_told(version)}现在不是现行或暂停的版本，不能取消。请刷新后再看。", code="not_in_force")
    holds = Q(ended_at=None) | Q(ended_at__gt=now)
    told = {"stopped_because": because, "instead": instead}
    if not version.move(WITHDRAWN, out_of=(PUBLISHED, SUSPENDED), only=holds, ended_at=now, **told):
        raise Blocked(f"{_told(version)}刚刚已经处理过了。请刷新后再看。", code="not_in_force")
    tell(VersionWithdrawn, version, by=by, note=because, instead=instead)
    transaction.on_commit(queries.forget)
    return version


def _reasons(because: str, instead: str) -> None:
    asked = (
        ("because", because, "请写原因，会写在办事指南上，例如“系统改造，6 月 1 日恢复”。"),
        ("instead", instead, "请写替代办法：这段时间群众可以怎么办，例如“可到市民中心 3 楼窗口办”。"),
    )
    if problems := [Problem(field, sentence) for field, text, sentence in asked if not text.strip()]:
        raise Invalid(problems)


def _allow(why_not: str | None) -> None:
    if why_not:
        raise Blocked(why_not, code="not_yours")


def _told(version: GuideVersion) -> str:
    return f"“{version.local_name}”第 {version.version_no} 版"


__all__ = [
    "BaseVersion",
    "open_version",
    "publish",
    "recall",
    "resume",
    "send_back",
    "submit",
    "suspend",
    "take_back",
    "withdraw",
]

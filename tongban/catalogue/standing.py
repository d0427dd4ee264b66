"""The life of a version: what people decide (its state), and how it stands once time is asked too."""

from datetime import datetime

from django.db import models


class VersionState(models.TextChoices):
    """What people have decided. That a version was superseded is nobody's decision: its ``ended_at`` says so."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审核中"
    PUBLISHED = "published", "已发布"
    SUSPENDED = "suspended", "暂停"
    WITHDRAWN = "withdrawn", "已取消"


class Standing(models.TextChoices):
    """How a version stands at a moment."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审核中"
    SCHEDULED = "scheduled", "待生效"
    IN_FORCE = "in_force", "现行"
    SUSPENDED = "suspended", "暂停"
    SUPERSEDED = "superseded", "已被新版代替"
    WITHDRAWN = "withdrawn", "已取消"


class Change(models.TextChoices):
    """变更类型 (国办函〔2016〕108号: 目录清单的新增、变更、拆分、合并、暂停、取消)."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    SPLIT = "split", "拆分"
    MERGED = "merged", "合并"
    SUSPENDED = "suspended", "暂停"
    WITHDRAWN = "withdrawn", "取消"


_AS_DECIDED = {
    VersionState.DRAFT: Standing.DRAFT,
    VersionState.IN_REVIEW: Standing.IN_REVIEW,
    VersionState.WITHDRAWN: Standing.WITHDRAWN,
}


def standing_at(state: str, in_force_at: datetime | None, ended_at: datetime | None, at: datetime) -> Standing:
    """How a version with this state and these bounds stands at a moment."""
    decided = VersionState(state)
    if decided in _AS_DECIDED:
        return _AS_DECIDED[decided]
    if ended_at is not None and ended_at <= at:
        return Standing.SUPERSEDED
    if decided == VersionState.SUSPENDED:
        return Standing.SUSPENDED
    return Standing.IN_FORCE if in_force_at is not None and in_force_at <= at else Standing.SCHEDULED

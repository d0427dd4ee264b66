"""Composing 一件事: a draft is begun, its parts and what passes between them are written, and it is published."""

import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction

from tongban.catalogue import queries
from tongban.catalogue.actions import reviewing
from tongban.catalogue.actions.keeping import keepers_only
from tongban.catalogue.composing import compose
from tongban.catalogue.composition import Composition
from tongban.catalogue.guide import Guide
from tongban.catalogue.listed_events import BundleBegun, BundleWritten, ListFact
from tongban.catalogue.models import Bundle, BundleVersion, VersionState
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.people.actors import Actor
from tongban.regions import queries as regions


@transaction.atomic
def begin_bundle(slug: str, region_code: str, *, by: Actor) -> BundleVersion:
    """A draft for one place: of its own composition, else of the nearest above it, else of any place that has one.

    One already begun for the place, or waiting for review, is returned as it is. Raises NotFound for an unknown bundle or place.
    """
    keepers_only(by)
    place = regions.region(region_code)
    bundle = Bundle.objects.filter(slug=slug).first()
    if bundle is None:
        raise NotFound(f"没有叫“{slug}”的一件事。请从一件事列表里选。")
    own = BundleVersion.objects.filter(bundle=bundle, region_code=place.code)
    begun = own.filter(state__in=(VersionState.DRAFT, VersionState.IN_REVIEW)).order_by("-id").first()
    if begun:
        return begun
    pattern = _pattern(bundle, place.code)
    content = pattern.content | {"record_id": f"{slug}-{place.code6}"}
    if pattern.region_code != place.code:
        level = place.level.label
        content["place"] = {"region_code": place.code6, "region_name": place.full_name, "level": level}
    version = _new_version(bundle, content, pattern, place.code, by)
    announce(_fact(BundleBegun, version), by=by)
    return version


def _pattern(bundle: Bundle, region_code: str) -> BundleVersion:
    """The version to start from."""
    rows = BundleVersion.objects.filter(bundle=bundle).exclude(state__in=(VersionState.DRAFT, VersionState.IN_REVIEW))
    near = rows.filter(state=VersionState.PUBLISHED, region_code__in=queries.chain(region_code))
    found = near.order_by("-region_code", "-id").first() or rows.order_by("region_code", "-id").first()
    if found is None:
        raise NotFound(f"“{bundle.name}”还没有一个发布了的组成可以照着写。请先装入一份。")
    return found


def _new_version(
    bundle: Bundle, content: dict[str, Any], pattern: BundleVersion, region_code: str, by: Actor
) -> BundleVersion:
    record_id = content["record_id"]
    latest = BundleVersion.objects.filter(record_id=record_id).order_by("-version_no").first()
    try:
        with transaction.atomic():
            return BundleVersion.objects.create(
                bundle=bundle,
                record_id=record_id,
                version_no=latest.version_no + 1 if latest else 1,
                region_code=region_code,
                local_name=pattern.local_name,
                content=content,
                composition=pattern.composition or _composed(content),
                digest=_digest(content, pattern.composition),
                source_kind=pattern.source_kind,
                confidence=pattern.confidence,
                writers=[by.key],
                written_by=by.key,
                written_by_label=by.label,
            )
    except IntegrityError:
        raise Blocked("别人刚刚也开了这一版草稿，请刷新后接着写那一份。", code="overtaken") from None


def _composed(content: dict[str, Any]) -> dict[str, Any]:
    return compose(Guide.model_validate(content)).model_dump(mode="json")


@transaction.atomic
def write_bundle(
    version_id: int, composition: Composition, *, by: Actor, local_name: str | None = None
) -> BundleVersion:
    """Write a draft's composition. Raises Invalid where it cannot stand (a circle, a key used twice, an unknown part).

    Raises Blocked for a version that is not a draft any more, NotFound for an unknown one.
    """
    keepers_only(by)
    version = _draft(version_id)
    if problems := composition.problems(_questions(version)):
        raise Invalid(problems)
    items = [{"name": part.name, "department": part.department, "slug": part.slug} for part in composition.parts]
    version.content = version.content | {"bundle": {"items": items}}
    version.composition = composition.model_dump(mode="json")
    version.local_name = (local_name or version.local_name).strip()
    version.digest = _digest(version.content, version.composition)
    version.writers, version.revision = sorted({*version.writers, by.key}), version.revision + 1
    version.written_by, version.written_by_label = by.key, by.label
    version.save()
    announce(_fact(BundleWritten, version, parts=len(items)), by=by)
    return version


@transaction.atomic
def submit_bundle(version_id: int, *, by: Actor) -> BundleVersion:
    """送审: a composition that can stand waits for a second person. Raises Invalid where it cannot."""
    keepers_only(by)
    version = _draft(version_id)
    if problems := Composition.model_validate(version.composition).problems(_questions(version)):
        raise Invalid(problems)
    return reviewing.submit(version_id, by=by, kind=BundleVersion)


def send_back_bundle(version_id: int, opinion: str, *, by: Actor) -> BundleVersion:
    """退回修改, with what is wrong. Raises Invalid without an opinion, Blocked for one who wrote it."""
    return reviewing.send_back(version_id, [("bundle", opinion)], by=by, kind=BundleVersion)


def publish_bundle(version_id: int, *, by: Actor) -> BundleVersion:
    """发布, by another person than those who wrote it: in force at every door from now, the earlier one superseded."""
    return reviewing.publish(version_id, by=by, kind=BundleVersion)


def _draft(version_id: int) -> BundleVersion:
    version = BundleVersion.objects.select_related("bundle").filter(pk=version_id).first()
    if version is None:
        raise NotFound("没有这一版一件事。请从一件事列表重新打开。")
    if version.state != VersionState.DRAFT:
        raise Blocked("这一版已经不是草稿了，不能再改。要改，请从它另写新版本。", code="fixed")
    return version


def _questions(version: BundleVersion) -> dict[str, set[str]]:
    """The bundle's own questions, each with its options."""
    asked = Guide.model_validate(version.content).situations
    return {situation.key: {option.key for option in situation.options} for situation in asked}


def _digest(content: dict[str, Any], composition: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([content, composition], sort_keys=True).encode()).hexdigest()


def _fact(kind: type[ListFact], version: BundleVersion, **more: Any) -> ListFact:
    return kind(subject=f"bundle-version:{version.pk}", title=str(version), **more)

"""事项: look an item up, read its guide, and ask whether a place may receive it."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from tongban.cases import intake
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import VersionView
from tongban.doors.api import schemas
from tongban.doors.api.schemas import RegionCode

router = Router()
REFUSALS: dict[int, Any] = dict.fromkeys((401, 404, 422, 503), schemas.Problem)
OutletCode = Annotated[str, Query(max_length=20, description="网点编号，可以不写")]
Words = Annotated[str, Query(max_length=100, description="事项名称、编码、拼音首字母，或平常说法")]


@router.get("/items", response={200: schemas.ItemsOut, **REFUSALS}, summary="查事项")
def find_items(
    request: HttpRequest, words: Words, handling_region: Annotated[str, Query(pattern=r"^\d{6}(\d{6})?$")]
) -> schemas.ItemsOut:
    """Items by how people speak, with the version in force at the authority of a place."""
    found = catalogue.find(words, handling_region=handling_region)
    return schemas.ItemsOut(items=[_item(each.version) for each in found if each.version])


def _item(version: VersionView) -> schemas.ItemOut:
    promised = version.limits.promised
    return schemas.ItemOut(
        slug=version.item.slug,
        name=version.name,
        local_name=version.local_name,
        version_id=version.id,
        agency=version.agency.name,
        region_code=version.region_code,
        modes=[mode.value for mode in version.modes],
        promised=str(promised) if promised else None,
        statutory=str(version.limits.statutory),
    )


@router.get("/guides/{version_id}", response={200: schemas.GuideOut, **REFUSALS}, summary="读办事指南")
def read_guide(request: HttpRequest, version_id: int) -> schemas.GuideOut:
    """One version's guide, and the materials it asks for. Answer the situations as query parameters: ``?where=remote``."""
    version = catalogue.version(version_id)
    keys = {situation.key for situation in version.guide.situations}
    situation = {key: str(request.GET[key]) for key in keys & request.GET.keys()}
    return schemas.GuideOut(
        version_id=version.id,
        name=version.name,
        agency=version.agency.name,
        materials=[
            schemas.MaterialOut(
                key=asked.key,
                name=asked.name,
                required=asked.required,
                exempt=asked.exempt,
                deferrable=asked.deferrable,
                note=asked.note,
                points=list(asked.points),
            )
            for asked in intake.asked(version, situation)
        ],
        guide=version.guide.model_dump(mode="json"),
    )


@router.get("/guides/{version_id}/reception", response={200: schemas.ReceptionOut, **REFUSALS}, summary="这里能不能收")
def ask_reception(
    request: HttpRequest, version_id: int, receipt_region: RegionCode, outlet: OutletCode = ""
) -> schemas.ReceptionOut:
    """May a counter at this place receive this item for that authority: in which modes; else why not, and what instead.

    With the outlet's code the answer also knows whether that outlet has opened the item.
    """
    version = catalogue.version(version_id)
    answer = catalogue.reception(
        version, receipt_region=receipt_region, channel=catalogue.Channel.COUNTER, outlet=outlet
    )
    if not isinstance(answer, catalogue.Reception):
        return _why_not(answer)
    return schemas.ReceptionOut(
        possible=True,
        mode=answer.mode.value,
        modes=[mode.value for mode in answer.modes],
        scope=answer.scope.name.lower(),
        ground=answer.document,
    )


def _why_not(answer: catalogue.WhyNot) -> schemas.ReceptionOut:
    outlets = [
        schemas.OutletOut(code=outlet.code, name=outlet.name, address=outlet.address, phone=outlet.phone)
        for outlet in answer.outlets
    ]
    modes = [mode.value for mode in answer.modes]
    return schemas.ReceptionOut(
        possible=False, why_not=answer.sentence, instead=answer.instead, other_modes=modes, outlets=outlets
    )

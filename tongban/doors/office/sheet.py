"""What lies on the reviewer's desk for one case: materials with their files, what was applied for, what was corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from tongban.cases import forms
from tongban.cases.choices import Conclusion, DeliveryWay
from tongban.catalogue.queries import VersionView
from tongban.documents.trust import CollectedBy, Trust
from tongban.kit.masks import mask_identity_number, mask_name, mask_phone
from tongban.people import queries as people
from tongban.ui.drawings import Tone
from tongban.ui.paging import Leaf, PageView, page_view
from tongban.ui.words import long_day, moment

if TYPE_CHECKING:
    from tongban.cases.actions.reading import InClear
    from tongban.cases.models import Attachment, Case, CaseMaterial, Correction


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file of a material. ``pages`` is nought where no page of it can be drawn on a screen."""

    id: int
    name: str
    pages: int
    kind: str
    size: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class MaterialShown:
    """A material: what came in, how far it may be relied on, what the window checked."""

    key: str
    name: str
    tags: tuple[tuple[str, Tone], ...]
    told: str
    trust: str
    checked: str
    files: tuple[FileShown, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A line of the correction notice with its answer and the files that came with it."""

    material: str
    wrong: str
    mend: str
    reply: str
    text: str
    files: tuple[FileShown, ...]


def material_shown(material: "CaseMaterial") -> MaterialShown:
    """One material as the list shows it."""
    files = tuple(_file(attachment) for attachment in material.attachments.all())
    how = CollectedBy(material.collected_by).label if material.collected_by else ""
    pages = sum(file.pages for file in files)
    told = "，".join(part for part in (f"{pages} 页" if pages else "", how, material.remark) if part)
    return MaterialShown(
        key=material.key,
        name=material.name,
        tags=tuple(_tags(material, files)),
        told=told or "没有交",
        trust=Trust(material.trust).label if material.trust else "",
        checked="；".join(material.points),
        files=files,
    )


def _file(attachment: "Attachment") -> FileShown:
    document = attachment.document
    return FileShown(
        attachment.pk,
        attachment.name,
        document.pages or 0,
        document.get_media_type_display(),
        document.size,
        attachment.in_correction,
    )


def _tags(material: "CaseMaterial", files: tuple[FileShown, ...]) -> list[tuple[str, Tone]]:
    found: list[tuple[str, Tone]] = []
    if material.conclusion == Conclusion.EXEMPT:
        found.append(("免交", "ok"))
    elif material.conclusion == Conclusion.DEFERRED:
        found.append(("容缺后补", "warn"))
    elif material.required and not files and material.collected_by != CollectedBy.PAPER:
        found.append(("没有交", "bad"))
    if any(file.is_new for file in files):
        found.append(("补正新交", "info"))
    return found


def look(number: str, materials: list[MaterialShown], asked: Mapping[str, str]) -> PageView | None:
    """The file and page asked for; else the first that came in a correction; else the first of all. None without files."""
    leaves = [_leaf(material, file) for material in materials for file in material.files]
    if not leaves:
        return None
    wanted = next((leaf for leaf in leaves if str(leaf.id) == asked.get("file")), None)
    leaf = wanted or next((leaf for leaf in leaves if leaf.mark), leaves[0])
    kept = {"act": asked["act"]} if asked.get("act") else {}

    def looked(file: int, page: int, zoom: str, turn: int) -> str:
        query = {"file": file, "page": page, **({"zoom": zoom} if zoom else {}), **({"turn": turn} if turn else {})}
        return reverse("office-case", args=[number], query={**kept, **query})

    def pictured(file: int, page: int, zoom: str, turn: int) -> str:
        query = {**({"zoom": zoom} if zoom else {}), **({"turn": turn} if turn else {})}
        return reverse("office-page", args=[number, file, page], query=query)

    download = reverse("office-file", args=[number, leaf.id])
    here = asked if wanted else {}
    return page_view(leaves, leaf, here, looked=looked, pictured=pictured, download=download)


def _leaf(material: MaterialShown, file: FileShown) -> Leaf:
    checked = f"　窗口核过：{material.checked}" if material.checked and not file.is_new else ""
    return Leaf(
        file.id,
        file.name,
        file.pages,
        file.kind,
        file.size,
        title=material.name,
        note=f"{material.trust}{checked}" if material.trust else "",
        mark="补正新交" if file.is_new else "",
    )


def answered(correction: "Correction | None", materials: list[MaterialShown]) -> list[Answered]:
    """The notice's lines beside what came back; empty when none was sent."""
    new = {material.key: tuple(file for file in material.files if file.is_new) for material in materials}
    lines = correction.lines.all() if correction else ()
    return [
        Answered(
            line.material_name,
            line.wrong,
            line.mend,
            line.get_reply_display() if line.reply else "",
            line.reply_text,
            new.get(line.material_key, ()),
        )
        for line in lines
    ]


def declared(case: "Case", version: VersionView, clear: "InClear | None") -> list[tuple[str, str]]:
    """申报内容 in words: masked, or in clear once the reviewer has asked and the row is written."""
    application = case.application
    person, agent, firm = application.applicant, application.agent, application.organisation
    found = [("单位", f"{firm.name}　{firm.uscc}")] if firm else []
    if clear:
        found += [("申请人", clear.name), ("证件号码", clear.identity_number), ("手机", clear.phone or "没有留")]
    else:
        number = mask_identity_number(person.identity_number)
        found += [("申请人", f"{mask_name(person.name)}　{number}"), ("手机", mask_phone(person.phone) or "没有留")]
    if agent:
        shown = (clear.agent_name, clear.agent_phone) if clear else (mask_name(agent.name), mask_phone(agent.phone))
        found.append(("代办人", "　".join(shown)))
        found += [("授权", _mandate(people.mandate(application.mandate_id)))] if application.mandate_id else []
    found += version.guide.in_words(application.situation)
    found += forms.answers_of(application, masked=clear is None)
    return [*found, ("送达", _delivery(application.delivery_way, clear))]


def _mandate(held: people.MandateView) -> str:
    """How far the agent's mandate goes and until when, and whether it still stands."""
    until = f"{held.reach}，到{long_day(held.valid_until)}"
    if held.withdrawn_at:
        return f"{until}；申请人已于{moment(held.withdrawn_at)}收回"
    return until if held.stands else f"{until}；已经到期"


def _delivery(way: str, clear: "InClear | None") -> str:
    where = f"：{clear.receiver}　{clear.address}" if clear and clear.address else ""
    return f"{DeliveryWay(way).label}{where}"

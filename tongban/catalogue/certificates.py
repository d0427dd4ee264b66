"""证明事项清单 (减证便民): every certificate some guide in force still asks for, who issues it, on what ground, what replaces it.

One without a ground is to be struck (国办发〔2020〕42号, and the State Council's 减证便民: 没有法律法规规定的证明事项一律取消).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter

from tongban.catalogue.models import ItemVersion

UNREAD = "待核实"


@dataclass
class Certificate:
    """One certificate: which guides ask for it, its issuers, grounds and what replaces it.

    ``stated`` is False where the guides do not say that it is a certificate and its name does.
    """

    name: str
    stated: bool = False
    asked_by: list[tuple[str, str, int]] = field(default_factory=list)  # item, place, version
    issuers: set[str] = field(default_factory=set)
    grounds: set[str] = field(default_factory=set)
    replaced_by: set[str] = field(default_factory=set)
    without: int = 0  # guides that ask for it and name no ground for it

    @property
    def baseless(self) -> bool:
        """Whether some guide asks for it without a ground: these stand out."""
        return self.without > 0


def certificates(words: str = "", *, only_baseless: bool = False) -> list[Certificate]:
    """All of them, those without a ground first, then by how many guides ask."""
    rows = ItemVersion.objects.in_force().order_by("record_id")
    found = gather(rows.values_list("id", "item__name", "content").iterator(chunk_size=500))
    listed = [each for each in found if words in each.name and (each.baseless or not only_baseless)]
    return sorted(listed, key=lambda each: (not each.baseless, -len(each.asked_by), each.name))


def gather(rows: Iterable[tuple[int, str, Mapping[str, Any]]]) -> list[Certificate]:
    """The certificates among the materials of these guides."""
    found: dict[str, Certificate] = {}
    for id_, item, content in rows:
        for material in content["materials"]:
            standard = material.get("standard") or {}
            if not _is_certificate(material["name"], standard):
                continue
            known = found.setdefault(material["name"], Certificate(material["name"]))
            known.asked_by.append((item, content["place"]["region_name"], id_))
            known.stated |= standard.get("is_certificate") is True
            known.issuers |= {standard["issuer"]} if standard.get("issuer") else set()
            known.grounds |= {standard["basis"]} if standard.get("basis") else set()
            known.without += not standard.get("basis")
            known.replaced_by |= set(_replacements(material, standard))
    return list(found.values())


def _is_certificate(name: str, standard: Mapping[str, Any]) -> bool:
    """As the guide says; where it says nothing, by its name."""
    said = standard.get("is_certificate")
    return bool(said) if said is not None else "证明" in name


def _replacements(material: Mapping[str, Any], standard: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{each['kind']}：{each['name']}" for each in standard.get("substitutes") or ())
    if material.get("replaceable_by_elicense_or_data"):
        yield material.get("substitute_note") or "数据共享或电子证照"


def workbook(listed: Iterable[Certificate]) -> bytes:
    """The list as an .xlsx file; every cell is text."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("证明事项清单")
    marked = book.add_format({"bg_color": "#FBE3E0"})
    sheet.set_column(0, 6, 30)
    sheet.write_row(0, 0, _HEADINGS, book.add_format({"bold": True}))
    for number, each in enumerate(listed, start=1):
        for column, text in enumerate(_cells(each)):
            sheet.write_string(number, column, text, marked if each.baseless else None)
    book.close()
    return made.getvalue()


_HEADINGS = ("证明名称", "几份指南要", "哪些事项、哪里要", "出具单位", "依据", "可以用什么代替", "说明")


def _cells(each: Certificate) -> tuple[str, ...]:
    remark = f"{each.without} 份指南没有写依据，应当取消或补依据" if each.baseless else ""
    return (
        each.name,
        str(len(each.asked_by)),
        "；".join(f"{item}（{place}）" for item, place, _ in each.asked_by),
        "、".join(sorted(each.issuers)) or UNREAD,
        "；".join(sorted(each.grounds)) or UNREAD,
        "；".join(sorted(each.replaced_by)) or "没有",
        remark if each.stated else f"{remark}（按名称认作证明，待核实）",
    )

"""Where official papers are drawn: typst, with our own fonts, from data alone.

Facts reach the templates as JSON and are set as text; no fact is ever read as typst code. The same paper drawn twice
is the same file to the last byte.
"""

import json
import logging
import threading
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

import segno
import typst

from tongban.documents.facts import Facts
from tongban.documents.kinds import InstrumentKind
from tongban.kit.days import CHINA

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
EDITION = 1
"""The edition of the templates new papers are issued in; an old paper is drawn with the edition it was issued in."""

_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=4)
def _compiler(edition: int) -> typst.Compiler:
    folder = HERE / "papers" / f"v{edition}"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
    return typst.Compiler(folder / "paper.typ", root=folder, font_paths=fonts)


def pdf(
    kind: InstrumentKind, facts: Facts, *, number: str, subject: str, authority: str, issued_at: datetime, edition: int
) -> bytes:
    """The paper as PDF/A. ``number`` is empty for a preview; ``subject`` is the case number, all that the QR code holds."""
    case = "" if kind.precedes_case else subject
    paper = {
        "kind": kind.value,
        "title": facts.heading,
        "number": number,
        "case": case,
        "authority": authority,
        "issued_at": issued_at.astimezone(CHINA).isoformat(timespec="minutes"),
        "facts": facts.model_dump(mode="json"),
    }
    inputs = {"paper": json.dumps(paper, ensure_ascii=False), "qr": _qr(case or getattr(facts, "link", ""))}
    with _ONE_AT_A_TIME:
        compiler = _compiler(edition)
        try:
            return _printed(compiler, inputs, issued_at, archival=True)
        except typst.TypstError as problem:
            # PDF/A refuses a character that none of our fonts has; the paper must still go out.
            log.warning("paper is not PDF/A", extra={"number": number, "reason": problem.message})
            return _printed(compiler, inputs, issued_at, archival=False)


def _printed(compiler: typst.Compiler, inputs: dict[str, str], at: datetime, *, archival: bool) -> bytes:
    """PDF/A-2a when ``archival``: for the archive, and tagged for those who listen to it."""
    moment = int(at.timestamp())
    made = compiler.compile(
        format="pdf", sys_inputs=inputs, timestamp=moment, pdf_standards=["a-2a"] if archival else []
    )
    return cast(bytes, made)


def _qr(content: str) -> str:
    """The case number as SVG, never more than the number, because papers lie on tables; on a checklist the guide's page."""
    drawn = segno.make(content, error="m", micro=False).svg_inline(border=0, omitsize=True) if content else ""
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

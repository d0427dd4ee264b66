"""One page of a file on the screen: which, how large, how turned, and where the buttons beside it lead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

WIDTHS = {"wide": 1800, "small": 240}
USUAL_WIDTH = 900
QUARTER = 90


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file as a viewer turns its pages: ``pages`` is nought where no page of it can be drawn on a screen."""

    id: int
    name: str
    pages: int
    kind: str
    size: int
    title: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """What ``ui/viewer.html`` draws. Addresses are empty where there is nowhere to go."""

    leaf: Leaf
    page: int
    wide: bool
    picture: str
    before: str
    after: str
    zoomed: str
    turned: str
    download: str

    @property
    def alt(self) -> str:
        """The picture in words."""
        return f"{self.leaf.title}，第 {self.page} 页"


Looked = Callable[[int, int, str, int], str]  # file, page, zoom, turn: the address of the viewer there
Pictured = Callable[[int, int, str, int], str]  # the same, of the picture itself


def width_asked(query: Mapping[str, str]) -> int:
    """How wide a picture is asked for, in pixels."""
    return WIDTHS.get(query.get("zoom", ""), USUAL_WIDTH)


def turn_asked(query: Mapping[str, str]) -> int:
    """How far it is turned, in degrees clockwise: 0, 90, 180 or 270."""
    asked = query.get("turn", "")
    return int(asked) if asked in {"90", "180", "270"} else 0


def page_asked(query: Mapping[str, str], leaf: Leaf) -> int:
    """The page asked for, within the file."""
    asked = query.get("page", "")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    return max(1, min(page, leaf.pages or 1))


def page_view(
    leaves: list[Leaf], leaf: Leaf, query: Mapping[str, str], *, looked: Looked, pictured: Pictured, download: str
) -> PageView:
    """The page asked for of one of several files; before its first and after its last page lie those of its neighbours."""
    page, turn = page_asked(query, leaf), turn_asked(query)
    wide = query.get("zoom") == "wide" and bool(leaf.pages)
    zoom = "wide" if wide else ""
    at = next(place for place, one in enumerate(leaves) if one.id == leaf.id)
    before = (leaf.id, page - 1) if page > 1 else (leaves[at - 1].id, leaves[at - 1].pages or 1) if at else None
    after = (leaf.id, page + 1) if page < leaf.pages else (leaves[at + 1].id, 1) if at + 1 < len(leaves) else None
    return PageView(
        leaf=leaf,
        page=page,
        wide=wide,
        picture=pictured(leaf.id, page, zoom, turn) if leaf.pages else "",
        before=looked(*before, zoom, 0) if before else "",
        after=looked(*after, zoom, 0) if after else "",
        zoomed=looked(leaf.id, page, "" if wide else "wide", turn) if leaf.pages else "",
        turned=looked(leaf.id, page, zoom, (turn + QUARTER) % 360) if leaf.pages else "",
        download=download,
    )

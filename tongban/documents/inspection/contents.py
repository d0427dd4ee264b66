"""What an inspection finds: the measures of a good file, or an objection."""

from dataclasses import dataclass

from tongban.documents.formats import MediaType


class Objection(Exception):
    """Why a file is not kept: the rest of a sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A file as found: pages where the format has pages, width and height in pixels (upright) where it is a picture."""

    media_type: MediaType
    pages: int | None = None
    width: int | None = None
    height: int | None = None

"""What is written about the catalogue, by chapter: loading, writing drafts, reviewing and publishing, the 通办 lists."""

from tongban.catalogue.actions.bulk import load_in_bulk
from tongban.catalogue.actions.deviating import Ground
from tongban.catalogue.actions.importing import begin_import, go_on
from tongban.catalogue.actions.loading import Progress, Report, load_guides
from tongban.catalogue.actions.reviewing import publish, recall, resume, send_back, submit, suspend, take_back, withdraw
from tongban.catalogue.actions.writing import begin, begin_base, begin_record, discard, save

__all__ = [
    "Ground",
    "Progress",
    "Report",
    "begin",
    "begin_base",
    "begin_import",
    "begin_record",
    "discard",
    "go_on",
    "load_guides",
    "load_in_bulk",
    "publish",
    "recall",
    "resume",
    "save",
    "send_back",
    "submit",
    "suspend",
    "take_back",
    "withdraw",
]

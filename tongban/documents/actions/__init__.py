"""Verbs of the store and of the press: keep what was handed in, issue a paper and draw its page, sweep what nobody uses."""

from tongban.documents.actions.issuing import draw, issue, pdf, preview, print_application
from tongban.documents.actions.keeping import keep
from tongban.documents.actions.sweeping import Swept, sweep

__all__ = ["Swept", "draw", "issue", "keep", "pdf", "preview", "print_application", "sweep"]

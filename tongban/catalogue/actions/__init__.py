"""What is written about the catalogue, by chapter: loading the guides of ``source/`` with their 通办 lists."""

from tongban.catalogue.actions.loading import Progress, Report, load_guides

__all__ = ["Progress", "Report", "load_guides"]

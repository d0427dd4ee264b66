from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalRoom(AppConfig):
    name = "tongban.journal"
    label = "journal"
    verbose_name = "事实记录"

    def ready(self) -> None:
        """Let every room that listens say so."""
        autodiscover_modules("events", "reactions")

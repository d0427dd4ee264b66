from django.apps import AppConfig


class JournalRoom(AppConfig):
    name = "tongban.journal"
    label = "journal"
    verbose_name = "事实记录"

from django.apps import AppConfig


class CasesRoom(AppConfig):
    name = "tongban.cases"
    label = "cases"
    verbose_name = "办件"

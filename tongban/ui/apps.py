from django.apps import AppConfig


class UiRoom(AppConfig):
    name = "tongban.ui"
    label = "ui"
    verbose_name = "页面"

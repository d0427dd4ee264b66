from django.apps import AppConfig


class NoticesRoom(AppConfig):
    name = "tongban.notices"
    label = "notices"
    verbose_name = "通知"

from django.apps import AppConfig


class ConsoleDoor(AppConfig):
    name = "tongban.doors.console"
    label = "console"
    verbose_name = "目录与监管"

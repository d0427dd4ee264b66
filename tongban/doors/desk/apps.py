from django.apps import AppConfig


class DeskDoor(AppConfig):
    name = "tongban.doors.desk"
    label = "desk"
    verbose_name = "窗口"

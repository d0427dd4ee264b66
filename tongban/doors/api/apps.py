from django.apps import AppConfig


class ApiDoor(AppConfig):
    name = "tongban.doors.api"
    label = "api"
    verbose_name = "接口"

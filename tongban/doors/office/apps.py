from django.apps import AppConfig


class OfficeDoor(AppConfig):
    name = "tongban.doors.office"
    label = "office"
    verbose_name = "审批"

from django.apps import AppConfig


class PortalDoor(AppConfig):
    name = "tongban.doors.portal"
    label = "portal"
    verbose_name = "申请人"

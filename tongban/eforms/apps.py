from django.apps import AppConfig


class EformsRoom(AppConfig):
    name = "tongban.eforms"
    label = "eforms"
    verbose_name = "表单"

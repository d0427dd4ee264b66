from django.apps import AppConfig


class OversightRoom(AppConfig):
    name = "tongban.oversight"
    label = "oversight"
    verbose_name = "监管"

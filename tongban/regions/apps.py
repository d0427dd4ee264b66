from django.apps import AppConfig


class RegionsRoom(AppConfig):
    name = "tongban.regions"
    label = "regions"
    verbose_name = "行政区划"

from django.apps import AppConfig


class CatalogueRoom(AppConfig):
    name = "tongban.catalogue"
    label = "catalogue"
    verbose_name = "事项"

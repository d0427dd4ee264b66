from django.apps import AppConfig


class DocumentsRoom(AppConfig):
    name = "tongban.documents"
    label = "documents"
    verbose_name = "材料文书"

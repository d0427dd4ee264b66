from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "tongban.people"
    label = "people"
    verbose_name = "人员机构"

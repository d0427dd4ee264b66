"""Addresses of the console: the catalogue for data officers; watching over and operating come beside it."""

from django.urls import URLPattern, URLResolver, path

from tongban.doors.console import catalogue

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue", catalogue.versions, name="console-catalogue"),
]

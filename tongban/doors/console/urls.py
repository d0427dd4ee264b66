"""Addresses of the console: the catalogue for data officers; watching over and operating come beside it."""

from django.urls import URLPattern, URLResolver, path

from tongban.doors.console import catalogue, differences

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue", catalogue.versions, name="console-catalogue"),
    path("differences", differences.choose, name="console-differences"),
    path("differences/<slug:slug>", differences.compare, name="console-difference"),
    path("differences/<slug:slug>/table.xlsx", differences.table, name="console-difference-table"),
    path("differences/<slug:slug>/draft", differences.drafted, name="console-difference-draft"),
]

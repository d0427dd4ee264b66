"""Addresses of this door."""

from django.urls import path

from tongban.doors.api.interface import api

urlpatterns = [path("", api.urls)]

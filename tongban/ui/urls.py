"""Addresses every door shares."""

from django.urls import path

from tongban.ui import views

urlpatterns = [
    path("look", views.look, name="look"),
    path("session", views.session, name="session"),
]

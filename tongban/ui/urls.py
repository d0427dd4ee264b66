"""Addresses every door shares."""

from django.urls import path

from tongban.ui import views

urlpatterns = [
    path("look", views.look, name="look"),
    path("place", views.place, name="place"),
    path("places", views.places, name="places"),
    path("session", views.session, name="session"),
]

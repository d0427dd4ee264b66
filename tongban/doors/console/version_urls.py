"""Addresses of versions: written, compared, reviewed, published, stopped."""

from django.urls import URLPattern, URLResolver, path

from tongban.doors.console import versions

urlpatterns: list[URLPattern | URLResolver] = [
    path("version/<int:version_id>/base", versions.begin_base, name="console-begin-base"),
    path("<str:kind>/<int:version_id>", versions.edit, name="console-version"),
    path("<str:kind>/<int:version_id>/preview", versions.preview, name="console-preview"),
    path("<str:kind>/<int:version_id>/begin", versions.begin, name="console-begin"),
    path("<str:kind>/<int:version_id>/discard", versions.discard, name="console-discard"),
    path("<str:kind>/<int:version_id>/compare", versions.compare, name="console-compare"),
    path("<str:kind>/<int:version_id>/review", versions.review, name="console-review"),
    path("<str:kind>/<int:version_id>/history", versions.history, name="console-history"),
    path("<str:kind>/<int:version_id>/stand", versions.stand, name="console-stand"),
]

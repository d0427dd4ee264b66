"""Addresses of versions: written, compared, reviewed, published, stopped."""

from django.urls import URLPattern, URLResolver, path

from tongban.doors.console import certificates, importing, versions

urlpatterns: list[URLPattern | URLResolver] = [
    path("certificates", certificates.certificates, name="console-certificates"),
    path("import", importing.upload, name="console-import"),
    path("import/template.xlsx", importing.blank, name="console-import-template"),
    path("import/<int:run_id>", importing.run, name="console-import-run"),
    path("import/<int:run_id>/step", importing.step, name="console-import-step"),
    path("export.<str:form>", importing.out, name="console-export"),
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

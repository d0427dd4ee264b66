"""Every door, and what watches over the house."""

from django.urls import include, path

from tongban.config import health

urlpatterns = [
    path("healthz", health.is_up, name="healthz"),
    path("readyz", health.is_ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("tongban.ui.urls")),
    path("", include("tongban.doors.portal.urls")),
    path("desk/", include("tongban.doors.desk.urls")),
    path("office/", include("tongban.doors.office.urls")),
    path("console/", include("tongban.doors.console.urls")),
    path("api/v1/", include("tongban.doors.api.urls")),
]

handler400 = "tongban.ui.views.bad_request"
handler403 = "tongban.ui.views.not_allowed"
handler404 = "tongban.ui.views.not_found"
handler500 = "tongban.ui.views.server_error"

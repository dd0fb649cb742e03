from django.urls import path

from polylogue.transcripts import exporting, views

app_name = "transcripts"
urlpatterns = [
    path("d/<slug:slug>/transcripts/", views.show, name="show"),
    path("d/<slug:slug>/transcripts/download", views.download, name="download"),
    path("d/<slug:slug>/transcripts/choose", exporting.choose, name="choose"),
    path("d/<slug:slug>/exports/", exporting.own, name="own"),
    path("d/<slug:slug>/exports/personal", exporting.personal, name="personal"),
    path("d/<slug:slug>/exports/<uuid:pk>/", exporting.export, name="export"),
    path("d/<slug:slug>/exports/<uuid:pk>/cancel", exporting.cancel, name="cancel"),
    path("d/<slug:slug>/exports/<uuid:pk>/files", exporting.fetch, name="fetch"),
]

from django.urls import path

from polylogue.transcripts import views

app_name = "transcripts"
urlpatterns = [
    path("d/<slug:slug>/transcripts/", views.show, name="show"),
    path("d/<slug:slug>/transcripts/download", views.download, name="download"),
]

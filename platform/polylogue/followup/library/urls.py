from django.urls import path

from polylogue.followup.handout import views as handout
from polylogue.followup.letters import views as letters
from polylogue.followup.library import views

app_name = "library"
urlpatterns = [
    path("library/", views.browse, name="browse"),
    path("library/export", handout.library, name="export"),
    path("library/letters/", letters.letters, name="letters"),
    path("library/letters/<int:pk>/answer", letters.answer, name="answer"),
    path("practices/<int:pk>/write", letters.write, name="write"),
    path("practices/<int:pk>/reachable", letters.choose, name="reachable"),
    path("practices/<int:pk>/letters", letters.stop, name="stop_letters"),
    path("d/<slug:slug>/practices/files", handout.of_dialogue, name="files"),
    path("d/<slug:slug>/practices/files/download", handout.download, name="download"),
]

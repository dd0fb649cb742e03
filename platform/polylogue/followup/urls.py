from django.urls import path

from polylogue.followup.views import answers, lists, pins, practices

app_name = "followup"
ONE = "practices/<int:pk>"
urlpatterns = [
    path("practices/asked/", answers.asked, name="asked"),
    path(f"{ONE}/", practices.show, name="practice"),
    path(f"{ONE}/edition", practices.edition, name="edition"),
    path(f"{ONE}/edit", practices.edit, name="edit"),
    path(f"{ONE}/editions", practices.editions, name="editions"),
    path(f"{ONE}/files/<uuid:file>", practices.file, name="file"),
    path(f"{ONE}/answer", answers.answer, name="answer"),
    path(f"{ONE}/unpin", pins.unpin, name="unpin"),
    path(f"{ONE}/messages/<int:source>/take-out", pins.take_out, name="take_out"),
    path("d/<slug:slug>/practices/", lists.show, name="in_dialogue"),
    path("d/<slug:slug>/practices/beside", lists.beside, name="beside"),
    path("d/<slug:slug>/rooms/<int:pk>/pin", pins.pin, name="pin"),
]

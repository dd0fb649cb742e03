from django.urls import path

from chat.polls import views

app_name = "polls"
ROOM = "d/<slug:slug>/rooms/<int:pk>/polls"
urlpatterns = [
    path("polls/anonymous", views.anonymous, name="anonymous"),
    path(f"{ROOM}/", views.panel, name="panel"),
    path(f"{ROOM}/new", views.create, name="create"),
    path(f"{ROOM}/at/<int:seq>", views.show, name="show"),
    path(f"{ROOM}/<int:poll>/change", views.change, name="change"),
    path(f"{ROOM}/<int:poll>/do", views.do, name="do"),
    path(f"{ROOM}/<int:poll>/vote", views.vote, name="vote"),
    path(f"{ROOM}/<int:poll>/results.csv", views.download, name="download"),
]

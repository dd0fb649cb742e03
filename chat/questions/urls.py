from django.urls import path

from chat.questions import views

app_name = "questions"
ROOM = "d/<slug:slug>/rooms/<int:pk>"
urlpatterns = [
    path(f"{ROOM}/questions/", views.ask, name="ask"),
    path(f"{ROOM}/questions/arrange", views.arrange, name="arrange"),
    path(f"{ROOM}/questions/<int:seq>", views.question, name="question"),
]

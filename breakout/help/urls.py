from django.urls import path

from breakout.help import views

app_name = "help"
urlpatterns = [
    path("d/<slug:slug>/rooms/<int:pk>/help", views.show, name="show"),
    path("d/<slug:slug>/rooms/<int:pk>/help/do", views.do, name="do"),
]

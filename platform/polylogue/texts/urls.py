from django.urls import path

from polylogue.texts import views

app_name = "texts"
TEXT = "d/<slug:slug>/rooms/<int:pk>/texts/<str:name>"
urlpatterns = [
    path(TEXT, views.save, name="save"),
    path(f"{TEXT}/since/<int:revision>", views.since, name="since"),
]

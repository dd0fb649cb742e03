from django.urls import path

from chat.reactions import views

app_name = "reactions"
urlpatterns = [
    path("d/<slug:slug>/rooms/<int:pk>/messages/<int:seq>/reactions", views.who, name="who"),
]

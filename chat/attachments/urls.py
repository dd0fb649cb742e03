from django.urls import path

from chat.attachments import views

app_name = "attachments"
ROOM = "d/<slug:slug>/rooms/<int:pk>/files"
urlpatterns = [
    path(f"{ROOM}/", views.upload, name="upload"),
    path(f"{ROOM}/<uuid:file>", views.show, name="show"),
    path(f"{ROOM}/<uuid:file>/small", views.thumbnail, name="thumbnail"),
    path(f"{ROOM}/<uuid:file>/drop", views.drop, name="drop"),
]

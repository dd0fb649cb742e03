from django.urls import path

from whiteboard.pictures import views

app_name = "pictures"
BOARD = "d/<slug:slug>/boards/<int:pk>/pictures"
urlpatterns = [
    path(f"{BOARD}/", views.upload, name="upload"),
    path(f"{BOARD}/add", views.add, name="add"),
    path(f"{BOARD}/<uuid:picture>", views.show, name="show"),
    path(f"{BOARD}/<uuid:picture>/small", views.thumbnail, name="thumbnail"),
]

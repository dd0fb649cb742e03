from django.urls import path

from breakout.harvest import views

app_name = "harvest"
ROOM = "d/<slug:slug>/rooms/<int:pk>/harvest"
BOARD = "d/<slug:slug>/harvest"
urlpatterns = [
    path(f"{ROOM}/", views.sheet, name="sheet"),
    path(f"{ROOM}/hand", views.hand, name="hand"),
    path(f"{BOARD}/", views.latest, name="latest"),
    path(f"{BOARD}/<int:round>/", views.board, name="board"),
    path(f"{BOARD}/<int:round>/do", views.do, name="do"),
    path(f"{BOARD}/<int:round>/board.md", views.markdown, name="markdown"),
    path(f"{BOARD}/<int:round>/board.csv", views.table, name="csv"),
]

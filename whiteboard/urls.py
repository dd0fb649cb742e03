from django.urls import path

from whiteboard import fetching, views
from whiteboard.promoting.views import put

app_name = "whiteboard"
BOARDS = "d/<slug:slug>/boards"
BOARD = f"{BOARDS}/<int:pk>"
urlpatterns = [
    path(f"{BOARDS}/", views.boards, name="list"),
    path(f"{BOARDS}/open", views.open_board, name="open"),
    path(f"{BOARDS}/put/<slug:kind>/<slug:place>/", put, name="put"),
    path(f"{BOARD}/", views.show, name="show"),
    path(f"{BOARD}/do", views.do, name="do"),
    path(f"{BOARD}/state", fetching.state, name="state"),
    path(f"{BOARD}/mine", fetching.mine, name="mine"),
    path(f"{BOARD}/pieces/<str:name>/", views.piece, name="piece"),
    path(f"{BOARD}/pieces/<str:name>/<str:field>/since/<int:after>", fetching.edits, name="edits"),
]

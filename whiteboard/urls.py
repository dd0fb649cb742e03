from django.urls import path

from whiteboard import fetching, views
from whiteboard.files import views as files
from whiteboard.history import views as history
from whiteboard.promoting.views import put
from whiteboard.wall import views as wall

app_name = "whiteboard"
BOARDS = "d/<slug:slug>/boards"
BOARD = f"{BOARDS}/<int:pk>"
urlpatterns = [
    path(f"{BOARDS}/", views.boards, name="list"),
    path(f"{BOARDS}/open", views.open_board, name="open"),
    path(f"{BOARDS}/put/<slug:kind>/<slug:place>/", put, name="put"),
    path(f"{BOARDS}/wall/", wall.wall, name="wall"),
    path(f"{BOARDS}/wall/open", wall.open_all, name="open_all"),
    path(f"{BOARDS}/wall/gather", wall.gather, name="gather"),
    path(f"{BOARD}/", views.show, name="show"),
    path(f"{BOARD}/canvas/", views.canvas, name="canvas"),
    path(f"{BOARD}/lanes/", views.lanes, name="lanes"),
    path(f"{BOARD}/present/", views.present, name="present"),
    path(f"{BOARD}/now/<slug:on>/", views.now, name="now"),
    path(f"{BOARD}/do", views.do, name="do"),
    path(f"{BOARD}/state", fetching.state, name="state"),
    path(f"{BOARD}/mine", fetching.mine, name="mine"),
    path(f"{BOARDS}/bring", files.bring, name="bring"),
    path(f"{BOARDS}/remove-template", files.remove, name="remove_template"),
    path(f"{BOARD}/files/", files.board, name="files"),
    path(f"{BOARD}/files/paper/", files.paper, name="paper"),
    path(f"{BOARD}/files/keep", files.keep, name="keep_template"),
    path(f"{BOARD}/files/copy", files.copy, name="copy"),
    path(f"{BOARD}/files/<str:form>", files.export, name="export"),
    path(f"{BOARD}/history/", history.board, name="history"),
    path(f"{BOARD}/history/at", history.find, name="find_moment"),
    path(f"{BOARD}/history/at/<int:seq>/", history.moment, name="moment"),
    path(f"{BOARD}/history/pieces/<str:name>/", history.piece, name="piece_history"),
    path(f"{BOARD}/pieces/<str:name>/", views.piece, name="piece"),
    path(f"{BOARD}/pieces/<str:name>/<str:field>/since/<int:after>", fetching.edits, name="edits"),
]

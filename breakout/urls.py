from django.urls import path

from breakout.views import board, cockpit, listing

app_name = "breakout"
HERE = "d/<slug:slug>/groups"
urlpatterns = [
    path(f"{HERE}/", listing.index, name="list"),
    path(f"{HERE}/new", listing.create, name="create"),
    path(f"{HERE}/cockpit", cockpit.show, name="cockpit"),
    path(f"{HERE}/<int:pk>/", board.show, name="show"),
    path(f"{HERE}/<int:pk>/change", listing.change, name="change"),
    path(f"{HERE}/<int:pk>/do", board.do, name="do"),
]

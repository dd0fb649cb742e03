from django.urls import path

from rooms import pages, staff, views

app_name = "rooms"
urlpatterns = [
    path("d/<slug:slug>/rooms/<int:pk>/", pages.show, name="show"),
    path("d/<slug:slug>/rooms/blank", pages.blank, name="blank"),
    path("d/<slug:slug>/rooms/<int:pk>/announce", pages.announce, name="announce"),
    path("d/<slug:slug>/arrange/", staff.arrange, name="arrange"),
    path("d/<slug:slug>/arrange/<int:pk>", staff.change, name="change"),
    path("d/<slug:slug>/arrange/<int:pk>/move", staff.move, name="move"),
    path("d/<slug:slug>/arrange/<int:pk>/close", staff.close, name="close"),
    path("d/<slug:slug>/arrange/<int:pk>/reopen", staff.reopen, name="reopen"),
    path("live/<slug:slug>/do", views.do, name="do"),
    path("live/<slug:slug>/state", views.state, name="state"),
    path("live/<slug:slug>/streams/<int:stream>", views.entries, name="entries"),
    path("live/<slug:slug>/streams/<int:stream>/read/<int:seq>", views.read_to, name="read"),
]

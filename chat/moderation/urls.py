from django.urls import path

from chat.moderation.views import desk, people, reports

app_name = "moderation"
urlpatterns = [
    path("d/<slug:slug>/moderation/", desk.show, name="desk"),
    path("d/<slug:slug>/moderation/trail", desk.trail_page, name="trail"),
    path("d/<slug:slug>/moderation/reports/<int:pk>", reports.resolve, name="resolve"),
    path("d/<slug:slug>/moderation/mutes/<int:pk>/lift", people.lift_mute, name="lift_mute"),
    path("d/<slug:slug>/moderation/bans/<int:pk>/lift", people.lift_ban, name="lift_ban"),
    path("d/<slug:slug>/people/<int:pk>/mute", people.mute, name="mute"),
    path("d/<slug:slug>/people/<int:pk>/send-away", people.remove, name="remove"),
    path("d/<slug:slug>/rooms/<int:pk>/moderation", desk.panel, name="panel"),
    path("d/<slug:slug>/rooms/<int:pk>/slow-mode", desk.slow_mode, name="slow_mode"),
]

from django.conf import settings
from django.urls import include, path

from polylogue.config.views import enter
from polylogue.people.views import home

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("polylogue.people.account_urls")),
    path("enter/<int:person>/<str:token>", enter, name="enter_once"),
    path("", include("polylogue.people.urls")),
    path("", include("polylogue.dialogues.urls")),
    path("", include("rooms.urls")),
    path("", include("rooms.promotions.urls")),
    path("", include("polylogue.search.urls")),
    path("", include("polylogue.texts.urls")),
    path("", include("chat.urls")),
    path("", include("chat.attachments.urls")),
    path("", include("chat.questions.urls")),
    path("", include("chat.polls.urls")),
    path("", include("chat.moderation.urls")),
    path("", include("chat.reactions.urls")),
    path("", include("breakout.harvest.urls")),
    path("", include("breakout.urls")),
    path("", include("breakout.help.urls")),
    path("", include("breakout.notices.urls")),
    path("", include("breakout.challenges.urls")),
    path("", include("breakout.scripts.urls")),
    path("", include("breakout.making.urls")),
    path("", include("breakout.reports.urls")),
    path("", include("whiteboard.urls")),
    path("", include("whiteboard.pictures.urls")),
    path("", include("polylogue.followup.urls")),
    path("", include("polylogue.followup.ideas.urls")),
    path("", include("polylogue.followup.library.urls")),
    path("", include("polylogue.transcripts.urls")),
    path("", include("polylogue.api.urls")),
]

if settings.DEMO_SIGN_IN:
    urlpatterns.append(path("demo/", include("polylogue.config.demo_sign_in")))

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("polylogue.people.urls")),
    path("", include("polylogue.dialogues.urls")),
    path("", include("rooms.urls")),
]

from django.urls import path

from polylogue.people import views

app_name = "people"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
]

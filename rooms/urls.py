from django.urls import path

from rooms import views

app_name = "rooms"
urlpatterns = [
    path("live/<slug:slug>/do", views.do, name="do"),
    path("live/<slug:slug>/state", views.state, name="state"),
    path("live/<slug:slug>/streams/<int:stream>", views.entries, name="entries"),
    path("live/<slug:slug>/streams/<int:stream>/read/<int:seq>", views.read_to, name="read"),
]

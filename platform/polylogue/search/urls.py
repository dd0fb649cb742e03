from django.urls import path

from polylogue.search import views

app_name = "search"
urlpatterns = [path("d/<slug:slug>/search", views.find, name="find")]

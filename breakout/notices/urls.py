from django.urls import path

from breakout.notices import views

app_name = "notices"
urlpatterns = [path("d/<slug:slug>/groups/<int:pk>/notice", views.give, name="give")]

from django.urls import path

from rooms.promotions import views

app_name = "promotions"
urlpatterns = [path("taken-up/<int:pk>/", views.went, name="went")]

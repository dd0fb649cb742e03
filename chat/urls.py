from django.urls import path

from chat import views

app_name = "chat"
urlpatterns = [
    path("d/<slug:slug>/rooms/<int:pk>/earlier", views.earlier, name="earlier"),
    path("d/<slug:slug>/rooms/<int:pk>/messages", views.post, name="post"),
]

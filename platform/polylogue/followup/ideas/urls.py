from django.urls import path

from polylogue.followup.ideas import views

app_name = "ideas"
IDEAS = "d/<slug:slug>/ideas"
urlpatterns = [
    path(f"{IDEAS}/", views.all_, name="all"),
    path(f"{IDEAS}/ideas.csv", views.table, name="table"),
    path(f"{IDEAS}/of/<int:board>/<slug:piece>/", views.make, name="make"),
    path(f"{IDEAS}/<int:pk>/", views.show, name="show"),
    path(f"{IDEAS}/<int:pk>/edit", views.edit, name="edit"),
    path(f"{IDEAS}/<int:pk>/editions", views.editions, name="editions"),
]

from django.urls import path

from breakout.scripts import files, group_views, views

app_name = "scripts"
SCRIPTS = "d/<slug:slug>/scripts"
urlpatterns = [
    path(f"{SCRIPTS}/", views.listed, name="list"),
    path(f"{SCRIPTS}/new", views.create, name="create"),
    path(f"{SCRIPTS}/total", views.total, name="total"),
    path(f"{SCRIPTS}/bring", files.bring, name="bring"),
    path(f"{SCRIPTS}/shipped/<slug:name>", views.show_shipped, name="show_shipped"),
    path(f"{SCRIPTS}/shipped/<slug:name>.json", files.download_shipped, name="download_shipped"),
    path(f"{SCRIPTS}/<int:pk>", views.show, name="show"),
    path(f"{SCRIPTS}/<int:pk>.json", files.download, name="download"),
    path(f"{SCRIPTS}/<int:pk>/change", views.change, name="change"),
    path(f"{SCRIPTS}/<int:pk>/remove", views.remove, name="remove"),
    path("d/<slug:slug>/rounds/<int:pk>/script", group_views.choose, name="choose"),
    path("d/<slug:slug>/rooms/<int:pk>/script", group_views.do, name="do"),
]

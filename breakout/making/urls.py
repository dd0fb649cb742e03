from django.urls import path

from breakout.making.views import choosing, filling, lists, matching

app_name = "making"
HERE = "d/<slug:slug>/groups"
urlpatterns = [
    path(f"{HERE}/choose", choosing.show, name="choose"),
    path(f"{HERE}/<int:pk>/take", choosing.take, name="take"),
    path(f"{HERE}/<int:pk>/fill/", filling.show, name="fill"),
    path(f"{HERE}/<int:pk>/fill/do", filling.do, name="do"),
    path(f"{HERE}/<int:pk>/fill/list", lists.show, name="list"),
    path(f"{HERE}/<int:pk>/fill/match", matching.show, name="match"),
]

from django.urls import path

from breakout.challenges.views import advising, challenges, leading, own

app_name = "challenges"
HERE = "d/<slug:slug>"
urlpatterns = [
    path(f"{HERE}/contribution/", own.mine, name="mine"),
    path(f"{HERE}/contribution/brings", own.bring, name="bring"),
    path(f"{HERE}/challenges/", challenges.all_, name="all"),
    path(f"{HERE}/challenges/new", own.write, name="write"),
    path(f"{HERE}/challenges/keep", own.keep, name="keep"),
    path(f"{HERE}/challenges/discard", own.discard, name="discard"),
    path(f"{HERE}/challenges/overview", leading.overview, name="overview"),
    path(f"{HERE}/challenges/remind", leading.remind, name="remind"),
    path(f"{HERE}/challenges/<int:pk>/", challenges.show, name="show"),
    path(f"{HERE}/challenges/<int:pk>/edit", own.edit, name="edit"),
    path(f"{HERE}/challenges/<int:pk>/withdraw", own.withdraw, name="withdraw"),
    path(f"{HERE}/challenges/<int:pk>/arrange", leading.arrange, name="arrange"),
    path(f"{HERE}/rooms/<int:pk>/case/", advising.case, name="case"),
    path(f"{HERE}/rooms/<int:pk>/case/give", advising.give, name="give"),
    path(f"{HERE}/rooms/<int:pk>/case/advise", advising.advise, name="advise"),
]

from django.urls import path

from breakout.reports import views

app_name = "reports"
HERE = "d/<slug:slug>"
urlpatterns = [
    path(f"{HERE}/met/", views.met, name="met"),
    path(f"{HERE}/met/choose", views.choose, name="choose"),
    path(f"{HERE}/reports/", views.show, name="show"),
    path(f"{HERE}/reports/attendance.csv", views.attendance, name="attendance"),
    path(f"{HERE}/reports/meetings.csv", views.meetings, name="meetings"),
    path(f"{HERE}/reports/introduce", views.introduce, name="introduce"),
]

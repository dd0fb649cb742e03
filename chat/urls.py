from django.urls import path

from chat.views import conversation, messages, news, threads

app_name = "chat"
ROOM = "d/<slug:slug>/rooms/<int:pk>"
urlpatterns = [
    path(f"{ROOM}/earlier", conversation.earlier, name="earlier"),
    path(f"{ROOM}/messages", conversation.post, name="post"),
    path(f"{ROOM}/messages/<int:seq>", messages.show, name="message"),
    path(f"{ROOM}/messages/<int:seq>/versions", messages.earlier_versions, name="versions"),
    path(f"{ROOM}/threads/<int:seq>", threads.show, name="thread"),
    path(f"{ROOM}/threads/<int:seq>/lines", threads.lines, name="thread_lines"),
    path(f"{ROOM}/threads/<int:seq>/replies", threads.reply, name="reply"),
    path(f"{ROOM}/threads/<int:seq>/read/<int:to>", threads.read_to, name="thread_read"),
    path(f"{ROOM}/names", news.names, name="names"),
    path("d/<slug:slug>/inbox", news.inbox, name="inbox"),
    path("d/<slug:slug>/unread", news.counts, name="unread"),
]

from django.db import models


class Said(models.Model):
    """A chat message as the tutorials keep it."""

    room = models.CharField(max_length=40, db_index=True)
    person = models.CharField(max_length=80)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "ordinary"

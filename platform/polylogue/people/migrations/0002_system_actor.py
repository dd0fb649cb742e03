from django.contrib.auth.hashers import make_password
from django.db import migrations


def create_system_actor(apps, schema_editor):
    apps.get_model("people", "User").objects.create(
        is_system=True, display_name="Polylogue", password=make_password(None), is_active=False
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(create_system_actor, migrations.RunPython.noop)]

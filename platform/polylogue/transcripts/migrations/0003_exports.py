import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0001_initial'),
        ('transcripts', '0002_extract_to_pass_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=8)),
                ('choices', models.JSONField(default=dict)),
                ('forms', models.JSONField(default=list)),
                ('heads', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('total', models.PositiveBigIntegerField(default=0)),
                ('done', models.PositiveBigIntegerField(default=0)),
                ('begun_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('stored', models.CharField(blank=True, max_length=200)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='dialogues.dialogue')),
            ],
            options={
                'ordering': ['-asked_at'],
            },
        ),
        migrations.AddField(
            model_name='download',
            name='export',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='transcripts.export'),
        ),
        migrations.AlterField(
            model_name='download',
            name='format',
            field=models.CharField(choices=[('markdown', 'Markdown'), ('jsonl', 'JSON Lines'), ('json', 'JSON'), ('html', 'HTML, one page'), ('extract', 'Extract to pass on'), ('package', 'Files as chosen'), ('personal', 'Personal data')], max_length=10),
        ),
    ]

"""The index of the last four characters, for everybody known before there was one; a thousand at a time."""

from django.db import migrations, transaction

BATCH = 1000


def fill(apps, schema_editor):
    from tongban.people.sealing import seal, tail_index

    people = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    last = 0
    while batch := list(people.filter(pk__gt=last, identity_tail_index=b"").order_by("pk")[:BATCH]):
        for person in batch:
            person.identity_tail_index = tail_index(seal.open(bytes(person.identity_sealed)))
        with transaction.atomic(using=schema_editor.connection.alias):
            people.bulk_update(batch, ["identity_tail_index"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0002_tails_and_mandates")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

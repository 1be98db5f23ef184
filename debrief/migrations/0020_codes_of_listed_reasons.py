"""A listed reason kept as its words, in either language, becomes its code; words of the rep's own stay."""

from django.db import migrations

VISIT_REASONS = {
    "put_off": ("Put off by the customer", "Reportée par le client"),
    "away": ("Customer away", "Client absent"),
    "forgotten": ("Appointment forgotten", "Rendez-vous oublié"),
    "no_time": ("Not enough time", "Manque de temps"),
    "traffic": ("Road or weather", "Route ou météo"),
    "breakdown": ("Breakdown or accident", "Panne ou accident"),
    "closed": ("Premises closed", "Établissement fermé"),
    "no_show": ("Customer did not show up", "Le client n’est pas venu"),
}
EXCUSES = {
    "absence": ("Absence",),
    "training": ("Training", "Formation"),
    "meeting": ("Internal meeting", "Réunion interne"),
    "holiday": ("Public holiday", "Jour férié"),
}


def to_codes(model, field, listed):
    """Each of these words becomes its code, in one statement for each."""
    for code, words in listed.items():
        model.objects.filter(**{f"{field}__in": words}).update(**{field: code})


def name_reasons(apps, schema_editor):
    to_codes(apps.get_model("debrief", "Visit"), "reason", VISIT_REASONS)
    to_codes(apps.get_model("debrief", "Debrief"), "excuse", EXCUSES)


class Migration(migrations.Migration):
    dependencies = [("debrief", "0019_findings_set_aside")]
    operations = [migrations.RunPython(name_reasons, migrations.RunPython.noop, elidable=True)]

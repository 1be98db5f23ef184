"""Files that are not brought in over the API: each refusal has its code and its sentence, and no row is written."""

import pytest
from django.core.files.storage import default_storage

from core.exceptions import BusinessRuleError
from core.imports import xlsx
from core.imports.kinds import kind_named
from core.imports.queue import go_on
from core.models import ImportMapping, ImportRun
from leads.models import Lead
from tests.api.test_imports import ADDRESS
from tests.core.test_import_files import HOSTILE, workbook
from tests.factories.leads import CampaignFactory
from tests.leads.refusals import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(chloe):
    return CampaignFactory(owner=chloe)


@pytest.fixture
def sent(chloe, campaign, send):
    """The address of a file that waits with its columns guessed."""
    return f"{ADDRESS}{send(chloe, campaign=campaign.pk, source='salon').json()['id']}/"


def refused(answer, status, code, *fields):
    assert not Lead.objects.exists()
    return told(answer, status, code, *fields).replace("\N{NO-BREAK SPACE}", " ")


def test_a_kind_that_nobody_brings_in(chloe, send):
    assert refused(send(chloe, kind="planets"), 422, "invalid", "kind")
    assert send(chloe, kind="planets").json()["fields"] == {"kind": ["Les fichiers de ce type ne s’importent pas."]}
    with pytest.raises(BusinessRuleError) as error:
        kind_named("planets")
    assert error.value.code == "unknown_kind"
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"name": "Nom", "shoe": "Salon"}, "Champs inconnus : shoe."),
        ({"name": "Prénom"}, "Ce fichier n’a pas de colonne « Prénom »."),
        ({"name": "Nom", "city": "Ville", "email": "E-mail"}, "Ce fichier n’a pas de colonne « E-mail, Ville »."),
    ],
)
def test_a_mapping_that_cannot_be_used_is_not_remembered(chloe, sent, api_of, mapping, said):
    before = ImportRun.objects.get().mapping
    assert refused(api_of(chloe).post(f"{sent}columns/", {"mapping": mapping}), 409, "bad_mapping") == said
    assert (ImportRun.objects.get().mapping, ImportMapping.objects.count()) == (before, 0)


def test_a_file_that_is_no_longer_kept(chloe, sent, api_of):
    default_storage.delete(ImportRun.objects.get().stored_as)
    said = refused(api_of(chloe).get(f"{sent}preview/"), 409, "file_gone")
    assert said == "Ce fichier n’est plus conservé : envoyez-le de nouveau."


def test_who_lost_the_right_before_a_worker_came_brings_nothing_in(chloe, sent, api_of):
    assert api_of(chloe).post(f"{sent}bring/").json()["state"] == "running"
    chloe.is_active = False
    chloe.save()
    assert go_on(ImportRun.objects.get().pk) == "failed"
    assert not Lead.objects.exists()
    assert ImportRun.objects.get().error == "La personne qui a demandé cet import n’a plus le droit d’importer."


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (HOSTILE["zip bomb"], "zip_bomb", "Ce classeur est bien plus gros que son fichier : il ne sera pas ouvert."),
        (HOSTILE["blank lines"], "empty_file", "Ce fichier est vide."),
    ],
)
def test_a_hostile_file_is_refused_beside_its_field(chloe, campaign, send, content, code, said):
    answer = send(chloe, content, name="salon.xlsx", campaign=campaign.pk)
    assert refused(answer, 422, code, "file") == said
    assert not ImportRun.objects.exists()


def test_a_workbook_that_takes_too_long_is_sent_to_csv(chloe, campaign, send, monkeypatch):
    monkeypatch.setattr(xlsx, "SECONDS_AT_ONCE", 0.01)
    answer = send(chloe, workbook(["Nom"], *[[f"Nom {n}"] for n in range(50)]), name="x.xlsx", campaign=campaign.pk)
    assert "CSV" in refused(answer, 422, "too_slow", "file")
    assert not ImportRun.objects.exists()

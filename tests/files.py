"""Files that are brought in: kept in a folder of the test, sent over the API, or large enough for a worker."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.imports import xlsx

CSV = b"Nom;Mail;Accord;Salon\nAna Costa;ana@costa.test;Oui;x\nPaul;pas une adresse;Non;y\n"


@pytest.fixture
def kept_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def large(monkeypatch):
    """Every workbook is one that a worker reads."""
    monkeypatch.setattr(xlsx, "AT_ONCE", 100)


@pytest.fixture
def send(client_of, kept_files):
    """send(chloe, content, name="salon.csv", campaign=…): a file of leads, under a key of its own."""

    def go(user, content=CSV, *, key=None, name="salon.csv", **fields):
        body = {"kind": "leads", "file": SimpleUploadedFile(name, content), **fields}
        return client_of(user).post("/api/v1/imports/", body, headers={"Idempotency-Key": key or str(uuid4())})

    return go

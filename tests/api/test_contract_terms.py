"""The terms of the contract through the API: everybody reads them, operations set them."""

from leads.models import ContractTerms

PATH = "/api/v1/lead-contract/terms/"


def test_a_rep_reads_the_usual_terms(api_of, alice):
    told = api_of(alice).get(PATH).json()
    assert told["versions"] == []
    assert (told["in_force"]["number"], told["in_force"]["contact_hours"]) == (0, 8)


def test_operations_set_one_period_and_the_others_stay(api_of, odile):
    answer = api_of(odile).post(f"{PATH}set/", {"note": "Essai", "contact_hours": 4})
    assert (answer.status_code, answer.json()["contact_hours"], answer.json()["recycle_days"]) == (201, 4, 90)


def test_a_period_out_of_bounds_names_its_field(api_of, odile):
    answer = api_of(odile).post(f"{PATH}set/", {"note": "Essai", "contact_hours": 0})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["contact_hours"])
    assert not ContractTerms.objects.exists()


def test_a_marketer_may_not_set_them(api_of, chloe):
    assert api_of(chloe).post(f"{PATH}set/", {"note": "Essai", "contact_hours": 4}).status_code == 403
    assert not ContractTerms.objects.exists()

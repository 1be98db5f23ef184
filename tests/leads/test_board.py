"""The board: a column for each state; a card goes where its lead may go, and nowhere else."""

from django.urls import reverse

from leads.choices import LeadState
from leads.models import Lead
from leads.services.handoff import accept_handoff


def test_each_lead_stands_in_its_column_with_where_it_may_go(lead, chloe, client_of):
    page = client_of(chloe).get(reverse("leads:lead_board")).content.decode()
    assert lead.name in page
    assert 'data-moves="qualified disqualified "' in page


def test_moving_a_card_does_what_the_column_says(lead, chloe, client_of):
    client, move = client_of(chloe), reverse("leads:lead_move", args=[lead.pk])
    assert client.post(move, {"to": "qualified"}).headers["Location"] == reverse("leads:lead_board")
    assert Lead.objects.get().state == LeadState.QUALIFIED
    asked = client.post(move, {"to": "handed_off"}).headers["Location"]
    assert asked == reverse("leads:lead_hand_off", args=[lead.pk])


def test_a_column_that_the_state_does_not_lead_to_changes_nothing(lead, chloe, client_of):
    client_of(chloe).post(reverse("leads:lead_move", args=[lead.pk]), {"to": "won", "next": "https://evil.test/"})
    assert Lead.objects.get().state == LeadState.NEW


def test_a_rep_moves_what_she_works_and_marketing_does_not(handoff, alice, chloe, client_of, noon):
    accept_handoff(handoff, by=alice, now=noon)
    move = reverse("leads:lead_move", args=[handoff.lead_id])
    assert client_of(alice).post(move, {"to": "working"}).headers["Location"].endswith("/start-work/")
    assert client_of(chloe).post(move, {"to": "working"}).headers["Location"] == reverse("leads:lead_board")

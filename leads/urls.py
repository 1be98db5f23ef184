"""HTML routes of campaigns, leads, handoffs and return."""

from django.urls import path

from leads.views import campaigns, dashboard, handoffs, imports, leads, settings, verbs

app_name = "leads"
urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/new/", campaigns.campaign_create, name="campaign_create"),
    path("campaigns/export/", campaigns.campaign_export, name="campaign_export"),
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign_detail"),
    path("campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("campaigns/<int:pk>/start/", campaigns.campaign_start, name="campaign_start"),
    path("campaigns/<int:pk>/close/", campaigns.campaign_close, name="campaign_close"),
    path("campaigns/<int:pk>/costs/", campaigns.campaign_cost, name="campaign_cost"),
    path("campaigns/costs/<int:pk>/reverse/", campaigns.cost_reverse, name="cost_reverse"),
    path("leads/", leads.lead_list, name="lead_list"),
    path("leads/new/", leads.lead_create, name="lead_create"),
    path("leads/export/", leads.lead_export, name="lead_export"),
    path("leads/import/", imports.lead_import, name="lead_import"),
    path("leads/routing/", settings.routing_list, name="routing_list"),
    path("leads/routing/new/", settings.routing_create, name="routing_create"),
    path("leads/routing/<int:pk>/", settings.routing_edit, name="routing_edit"),
    path("leads/reasons/", settings.reason_list, name="reason_list"),
    path("leads/reasons/new/", settings.reason_create, name="reason_create"),
    path("leads/reasons/<int:pk>/", settings.reason_edit, name="reason_edit"),
    path("leads/<int:pk>/", leads.lead_detail, name="lead_detail"),
    path("leads/<int:pk>/edit/", leads.lead_edit, name="lead_edit"),
    path("leads/<int:pk>/qualify/", verbs.lead_qualify, name="lead_qualify"),
    path("leads/<int:pk>/requalify/", verbs.lead_requalify, name="lead_requalify"),
    path("leads/<int:pk>/disqualify/", verbs.lead_disqualify, name="lead_disqualify"),
    path("leads/<int:pk>/recycle/", verbs.lead_recycle, name="lead_recycle"),
    path("leads/<int:pk>/object/", verbs.lead_object, name="lead_object"),
    path("leads/<int:pk>/route/", verbs.lead_route, name="lead_route"),
    path("leads/<int:pk>/assign/", verbs.lead_assign, name="lead_assign"),
    path("leads/<int:pk>/hand-off/", verbs.lead_hand_off, name="lead_hand_off"),
    path("leads/<int:pk>/start-work/", verbs.lead_start_work, name="lead_start_work"),
    path("leads/<int:pk>/convert/", verbs.lead_convert, name="lead_convert"),
    path("leads/<int:pk>/merge/", verbs.lead_merge, name="lead_merge"),
    path("handoffs/", handoffs.inbox, name="inbox"),
    path("handoffs/<int:pk>/", handoffs.handoff_detail, name="handoff_detail"),
    path("handoffs/<int:pk>/accept/", handoffs.handoff_accept, name="handoff_accept"),
    path("handoffs/<int:pk>/reject/", handoffs.handoff_reject, name="handoff_reject"),
    path("handoffs/<int:pk>/withdraw/", handoffs.handoff_withdraw, name="handoff_withdraw"),
    path("roi/", dashboard.roi_dashboard, name="roi_dashboard"),
    path("roi/deals/", dashboard.roi_deals, name="roi_deals"),
    path("roi/export/", dashboard.roi_export, name="roi_export"),
]

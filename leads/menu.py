"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from core.menu import MenuItem

ITEMS = [
    MenuItem(_("Overview"), "leads:roi_dashboard", "layout-dashboard", "leads.view_roi", 10),
    MenuItem(_("Lead quality"), "leads:quality_board", "gauge", "leads.view_roi", 12),
    MenuItem(_("Contract of leads"), "leads:contract_board", "handshake", "leads.view_handoff", 14),
    MenuItem(_("Leads to accept"), "leads:inbox", "inbox", "leads.decide_handoff", 25),
    MenuItem(_("Leads"), "leads:lead_list", "users", "leads.view_lead", 30),
    MenuItem(_("Campaigns"), "leads:campaign_list", "megaphone", "leads.view_campaign", 35),
    MenuItem(_("At the stand"), "leads:stand", "tent", "leads.capture_at_stand", 37),
    MenuItem(_("Forms"), "leads:form_list", "file-input", "leads.manage_form", 36),
    MenuItem(_("Scoring"), "leads:scoring", "gauge", "leads.view_scoring", 68),
    MenuItem(_("Routing"), "leads:routing_list", "route", "leads.manage_routing", 70),
]

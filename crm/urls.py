"""HTML routes of the crm floor."""

from django.urls import path

from crm.views import activities, companies, contacts, guard, merging, opportunities, pipeline, privacy, search

app_name = "crm"
urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("companies/", companies.company_list, name="company_list"),
    path("companies/export/", companies.company_export, name="company_export"),
    path("companies/new/", companies.company_create, name="company_create"),
    path("companies/candidates/", companies.company_candidates_box, name="company_candidates"),
    path("companies/<int:pk>/", companies.company_detail, name="company_detail"),
    path("companies/<int:pk>/edit/", companies.company_edit, name="company_edit"),
    path("companies/<int:pk>/history/", companies.company_history, name="company_history"),
    path("companies/<int:pk>/log/", activities.company_log, name="company_log"),
    path("companies/<int:pk>/merge/", merging.company_merge, name="company_merge"),
    path("companies/<int:pk>/unmerge/", merging.company_unmerge, name="company_unmerge"),
    path("contacts/", contacts.contact_list, name="contact_list"),
    path("contacts/export/", contacts.contact_export, name="contact_export"),
    path("contacts/new/", contacts.contact_create, name="contact_create"),
    path("contacts/candidates/", contacts.contact_candidates_box, name="contact_candidates"),
    path("contacts/<int:pk>/", contacts.contact_detail, name="contact_detail"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/history/", contacts.contact_history, name="contact_history"),
    path("contacts/<int:pk>/objection/", privacy.contact_object, name="contact_object"),
    path("contacts/<int:pk>/erase/", privacy.contact_erase, name="contact_erase"),
    path("contacts/<int:pk>/merge/", merging.contact_merge, name="contact_merge"),
    path("contacts/<int:pk>/unmerge/", merging.contact_unmerge, name="contact_unmerge"),
    path("opportunities/", opportunities.opportunity_list, name="opportunity_list"),
    path("opportunities/export/", opportunities.opportunity_export, name="opportunity_export"),
    path("opportunities/pipeline/", pipeline.pipeline_page, name="pipeline"),
    path("opportunities/pipeline/export/", pipeline.pipeline_export, name="pipeline_export"),
    path("opportunities/new/", opportunities.opportunity_create, name="opportunity_create"),
    path("opportunities/<int:pk>/", opportunities.opportunity_detail, name="opportunity_detail"),
    path("opportunities/<int:pk>/edit/", opportunities.opportunity_edit, name="opportunity_edit"),
    path("opportunities/<int:pk>/win/", opportunities.opportunity_win, name="opportunity_win"),
    path("opportunities/<int:pk>/lose/", opportunities.opportunity_lose, name="opportunity_lose"),
    path("opportunities/<int:pk>/reopen/", opportunities.opportunity_reopen, name="opportunity_reopen"),
    path("opportunities/<int:pk>/stage/", opportunities.opportunity_stage, name="opportunity_stage"),
    path("opportunities/<int:pk>/history/", opportunities.opportunity_history, name="opportunity_history"),
    path("guard/", guard.guard_lists, name="guard_lists"),
    path("merges/", merging.merge_list, name="merge_list"),
    path("merges/<int:pk>/split/", merging.merge_split, name="merge_split"),
]

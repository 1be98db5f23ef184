"""HTML routes of the debrief floor."""

from django.urls import path

from debrief.views import debriefs, findings, reviews, verdicts, visits

app_name = "debrief"
urlpatterns = [
    path("today/", debriefs.today, name="today"),
    path("today/days/", debriefs.day_list, name="day_list"),
    path("today/open/", debriefs.day_open, name="day_open"),
    path("today/file/", debriefs.day_file, name="day_file"),
    path("today/nothing/", debriefs.day_nothing, name="day_nothing"),
    path("today/away/", debriefs.day_excuse, name="day_excuse"),
    path("today/nothing-new/", visits.stop_nothing_new, name="stop_nothing_new"),
    path("debriefs/", debriefs.debrief_list, name="debrief_list"),
    path("debriefs/<int:pk>/", debriefs.debrief_detail, name="debrief_detail"),
    path("debriefs/<int:pk>/answer/", debriefs.debrief_answer, name="debrief_answer"),
    path("debriefs/<int:pk>/withdraw/", debriefs.debrief_withdraw, name="debrief_withdraw"),
    path("debriefs/<int:pk>/close-draft/", debriefs.draft_close, name="draft_close"),
    path("debriefs/panels/companies/<int:pk>/", findings.company_panel, name="company_panel"),
    path("debriefs/panels/leads/<int:pk>/", findings.lead_panel, name="lead_panel"),
    path("visits/new/", visits.visit_add, name="visit_add"),
    path("visits/guard/", visits.guard_hint, name="guard_hint"),
    path("visits/<int:pk>/", visits.visit_edit, name="visit_edit"),
    path("visits/<int:pk>/nothing-new/", visits.visit_nothing_new, name="visit_nothing_new"),
    path("visits/<int:pk>/remove/", visits.visit_remove, name="visit_remove"),
    path("findings/", findings.finding_list, name="finding_list"),
    path("findings/<int:pk>/accept/", verdicts.finding_accept, name="finding_accept"),
    path("findings/<int:pk>/amend/", verdicts.finding_amend, name="finding_amend"),
    path("findings/<int:pk>/duplicate/", verdicts.finding_duplicate, name="finding_duplicate"),
    path("findings/<int:pk>/reject/", verdicts.finding_reject, name="finding_reject"),
    path("findings/<int:pk>/resolve/", verdicts.finding_resolve, name="finding_resolve"),
    path("findings/<int:pk>/release/", verdicts.finding_release, name="finding_release"),
    path("verdicts/<int:pk>/undo/", verdicts.verdict_undo, name="verdict_undo"),
    path("verdicts/<int:pk>/reverse/", verdicts.verdict_reverse, name="verdict_reverse"),
    path("review/", reviews.review_queue_page, name="review_queue"),
    path("review/<int:pk>/", reviews.review_sheet_page, name="review_sheet"),
    path("review/<int:pk>/start/", reviews.review_start, name="review_start"),
    path("review/<int:pk>/return/", reviews.review_return, name="review_return"),
    path("review/<int:pk>/resume/", reviews.review_resume, name="review_resume"),
    path("review/<int:pk>/close/", reviews.review_close, name="review_close"),
    path("review/<int:pk>/accept-all/", reviews.review_accept_all, name="review_accept_all"),
]

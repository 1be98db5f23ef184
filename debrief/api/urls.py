"""API routes of the debrief floor."""

from typing import Any

from django.urls import path

from debrief.api.addenda import AddendumViewSet
from debrief.api.completeness import CompanyRecordView, CompletenessView, ExpectedView, RecordViewSet
from debrief.api.contradictions import ContradictionViewSet, SettlementViewSet
from debrief.api.days import DayViewSet
from debrief.api.fairness import AppealViewSet, FairnessView, FindingAppealViewSet, ReviewRulesView, SecondReviewViewSet
from debrief.api.guard import MarkViewSet, OverrideViewSet
from debrief.api.notes import NoteView
from debrief.api.questions import QuestionViewSet
from debrief.api.ratings import RateView
from debrief.api.substitutions import SubstitutionViewSet
from debrief.api.tour import AbsenceViewSet, PlanViewSet
from debrief.api.views import DebriefViewSet, FindingViewSet
from debrief.api.visits import VisitViewSet

ALL: dict[str, Any] = {"get": "list"}
ONE: dict[str, Any] = {"get": "retrieve"}

urlpatterns = [
    path("debriefs/", DebriefViewSet.as_view({"get": "list", "post": "create"}), name="debrief_list"),
    path("debriefs/open/", DayViewSet.as_view({"post": "open"}), name="debrief_open"),
    path("debriefs/excuse/", DayViewSet.as_view({"post": "excuse"}), name="debrief_excuse"),
    path("debriefs/<int:pk>/visits/", DayViewSet.as_view({"post": "fill"}), name="debrief_fill"),
    path("debriefs/<int:pk>/file/", DayViewSet.as_view({"post": "file"}), name="debrief_file"),
    path("debriefs/<int:pk>/nothing/", DayViewSet.as_view({"post": "nothing"}), name="debrief_nothing"),
    path("visits/<int:pk>/tell/", VisitViewSet.as_view({"post": "tell"}), name="visit_tell"),
    path("visits/<int:pk>/nothing-new/", VisitViewSet.as_view({"post": "nothing_new"}), name="visit_nothing_new"),
    path("visits/<int:pk>/remove/", VisitViewSet.as_view({"post": "remove"}), name="visit_remove"),
    path("debriefs/<int:pk>/", DebriefViewSet.as_view(ONE), name="debrief_detail"),
    path("debriefs/<int:pk>/add/", AddendumViewSet.as_view({"post": "add"}), name="debrief_add"),
    path("debriefs/<int:pk>/withdraw/", DebriefViewSet.as_view({"post": "withdraw"}), name="debrief_withdraw"),
    path("debriefs/<int:pk>/answer/", DebriefViewSet.as_view({"post": "answer"}), name="debrief_answer"),
    path("debriefs/<int:pk>/return/", DebriefViewSet.as_view({"post": "give_back"}), name="debrief_return"),
    path("debriefs/<int:pk>/close/", DebriefViewSet.as_view({"post": "close"}), name="debrief_close"),
    path("questions/", QuestionViewSet.as_view({"get": "list", "post": "create"}), name="question_list"),
    path("questions/export/", QuestionViewSet.as_view({"get": "export"}), name="question_export"),
    path("questions/<int:pk>/edit/", QuestionViewSet.as_view({"post": "edit"}), name="question_edit"),
    path("questions/<int:pk>/", QuestionViewSet.as_view(ONE), name="question_detail"),
    path("questions/<int:pk>/answer/", QuestionViewSet.as_view({"post": "answer"}), name="question_answer"),
    path("questions/<int:pk>/close/", QuestionViewSet.as_view({"post": "close"}), name="question_close"),
    path("visits/note/", NoteView.as_view(), name="note_read"),
    path("debriefs/<int:pk>/start/", DebriefViewSet.as_view({"post": "start"}), name="debrief_start"),
    path("debriefs/<int:pk>/resume/", DebriefViewSet.as_view({"post": "resume"}), name="debrief_resume"),
    path("debriefs/<int:pk>/take-over/", DebriefViewSet.as_view({"post": "take_over"}), name="debrief_take_over"),
    path("visit-plans/", PlanViewSet.as_view({"get": "list", "post": "create"}), name="tour_list"),
    path("visit-plans/calendar/", PlanViewSet.as_view({"post": "calendar"}), name="tour_calendar"),
    path("visit-plans/<int:pk>/", PlanViewSet.as_view(ONE), name="tour_detail"),
    path("visit-plans/<int:pk>/stop/", PlanViewSet.as_view({"post": "stop"}), name="tour_stop"),
    path("visit-plans/<int:pk>/resume/", PlanViewSet.as_view({"post": "resume"}), name="tour_resume"),
    path("visit-plans/<int:pk>/skip/", PlanViewSet.as_view({"post": "skip"}), name="tour_skip"),
    path("visit-plans/<int:pk>/restore/", PlanViewSet.as_view({"post": "restore"}), name="tour_restore"),
    path("absences/", AbsenceViewSet.as_view({"get": "list", "post": "create"}), name="absence_list"),
    path("absences/<int:pk>/", AbsenceViewSet.as_view(ONE), name="absence_detail"),
    path("absences/<int:pk>/cancel/", AbsenceViewSet.as_view({"post": "cancel"}), name="absence_cancel"),
    path("absences/<int:pk>/restore/", AbsenceViewSet.as_view({"post": "restore"}), name="absence_restore"),
    path("visits/<int:pk>/make-lead/", VisitViewSet.as_view({"post": "make_lead"}), name="visit_make_lead"),
    path("visits/<int:pk>/leave/", VisitViewSet.as_view({"post": "leave"}), name="visit_leave"),
    path("visits/<int:pk>/rejoin/", VisitViewSet.as_view({"post": "rejoin"}), name="visit_rejoin"),
    path("findings/", FindingViewSet.as_view(ALL), name="finding_list"),
    path("findings/<int:pk>/", FindingViewSet.as_view(ONE), name="finding_detail"),
    path("findings/<int:pk>/accept/", FindingViewSet.as_view({"post": "accept"}), name="finding_accept"),
    path("findings/<int:pk>/amend/", FindingViewSet.as_view({"post": "amend"}), name="finding_amend"),
    path("findings/<int:pk>/duplicate/", FindingViewSet.as_view({"post": "duplicate"}), name="finding_duplicate"),
    path("findings/<int:pk>/reject/", FindingViewSet.as_view({"post": "reject"}), name="finding_reject"),
    path("findings/<int:pk>/undo/", FindingViewSet.as_view({"post": "undo"}), name="finding_undo"),
    path("findings/<int:pk>/reverse/", FindingViewSet.as_view({"post": "reverse"}), name="finding_reverse"),
    path("findings/<int:pk>/resolve/", FindingViewSet.as_view({"post": "resolve"}), name="finding_resolve"),
    path("findings/<int:pk>/keep/", FindingViewSet.as_view({"post": "keep"}), name="finding_keep"),
    path("findings/<int:pk>/release/", FindingViewSet.as_view({"post": "release"}), name="finding_release"),
    path("completeness/", CompletenessView.as_view(), name="completeness"),
    path("completeness/expected/", ExpectedView.as_view(), name="completeness_expect"),
    path("completeness/companies/", RecordViewSet.as_view(ALL), name="record_list"),
    path("companies/<int:pk>/record/", CompanyRecordView.as_view(), name="company_record"),
    path("findings/<int:pk>/reword/", FindingViewSet.as_view({"post": "reword"}), name="finding_reword"),
    path("findings/<int:pk>/drop/", FindingViewSet.as_view({"post": "drop"}), name="finding_drop"),
    path("guard/marks/", MarkViewSet.as_view(ALL), name="mark_list"),
    path("guard/marks/<int:pk>/", MarkViewSet.as_view(ONE), name="mark_detail"),
    path("guard/marks/<int:pk>/reword/", MarkViewSet.as_view({"post": "reword"}), name="mark_reword"),
    path("guard/marks/<int:pk>/let/", MarkViewSet.as_view({"post": "let"}), name="mark_let"),
    path("guard/overrides/", OverrideViewSet.as_view(ALL), name="guard_log"),
    path("guard/overrides/export/", OverrideViewSet.as_view({"get": "export"}), name="guard_log_export"),
    path("contradictions/", ContradictionViewSet.as_view(ALL), name="contradiction_list"),
    path(
        "contradictions/<int:pk>/settle/",
        ContradictionViewSet.as_view({"post": "settle"}),
        name="contradiction_settle",
    ),
    path("contradictions/settled/<int:pk>/undo/", SettlementViewSet.as_view({"post": "undo"}), name="settlement_undo"),
    path("substitutions/", SubstitutionViewSet.as_view({"get": "list", "post": "create"}), name="substitution_list"),
    path("substitutions/<int:pk>/end/", SubstitutionViewSet.as_view({"post": "end"}), name="substitution_end"),
    path("substitutions/<int:pk>/take/", SubstitutionViewSet.as_view({"post": "take"}), name="substitution_take"),
    path("findings/<int:pk>/appeal/", FindingAppealViewSet.as_view({"post": "appeal"}), name="finding_appeal"),
    path("appeals/", AppealViewSet.as_view(ALL), name="appeal_list"),
    path("appeals/<int:pk>/", AppealViewSet.as_view(ONE), name="appeal_detail"),
    path("appeals/<int:pk>/withdraw/", AppealViewSet.as_view({"post": "withdraw"}), name="appeal_withdraw"),
    path("appeals/<int:pk>/uphold/", AppealViewSet.as_view({"post": "uphold"}), name="appeal_uphold"),
    path("appeals/<int:pk>/overturn/", AppealViewSet.as_view({"post": "overturn"}), name="appeal_overturn"),
    path("second-reviews/", SecondReviewViewSet.as_view(ALL), name="second_list"),
    path("second-reviews/<int:pk>/", SecondReviewViewSet.as_view(ONE), name="second_detail"),
    path("second-reviews/<int:pk>/give/", SecondReviewViewSet.as_view({"post": "give"}), name="second_give"),
    path("review-fairness/", FairnessView.as_view(), name="fairness"),
    path("review-fairness/rules/", ReviewRulesView.as_view(), name="fairness_rules"),
    path("leads/<int:pk>/rate/", RateView.as_view(), name="lead_rate"),
]

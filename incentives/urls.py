"""HTML routes of the incentives floor."""

from django.urls import path

from incentives.views import dashboards, disputes, periods, plans, points, previews, statements

app_name = "incentives"
urlpatterns = [
    path("points/", points.my_points, name="my_points"),
    path("points/day/<int:pk>/", points.debrief_points, name="debrief_points"),
    path("points/visits/<int:pk>/", previews.visit_preview, name="visit_preview"),
    path("points/adjust/", points.adjustment_create, name="adjustment_create"),
    path("points/export/", dashboards.export_dialog, name="export_dialog"),
    path("points/export/file/", dashboards.export_file, name="export_file"),
    path("points/lines/<int:pk>/dispute/", statements.line_dispute, name="line_dispute"),
    path("statements/", statements.statement_list, name="statement_list"),
    path("statements/<int:pk>/", statements.statement_detail, name="statement_detail"),
    path("statements/<int:pk>/export/", statements.statement_export, name="statement_export"),
    path("statements/<int:pk>/approve/", statements.statement_approve, name="statement_approve"),
    path("statements/<int:pk>/dispute/", statements.statement_dispute, name="statement_dispute"),
    path("disputes/", disputes.dispute_list, name="dispute_list"),
    path("disputes/<int:pk>/", disputes.dispute_detail, name="dispute_detail"),
    path("disputes/<int:pk>/take/", disputes.dispute_take, name="dispute_take"),
    path("disputes/<int:pk>/answer/", disputes.dispute_answer, name="dispute_answer"),
    path("disputes/<int:pk>/withdraw/", disputes.dispute_withdraw, name="dispute_withdraw"),
    path("disputes/<int:pk>/close/", disputes.dispute_close, name="dispute_close"),
    path("periods/", periods.period_list, name="period_list"),
    path("periods/<int:pk>/", periods.period_detail, name="period_detail"),
    path("periods/<int:pk>/compute/", periods.period_compute, name="period_compute"),
    path("periods/<int:pk>/review/", periods.period_review, name="period_review"),
    path("periods/<int:pk>/approve-statements/", periods.period_approve_statements, name="period_approve_statements"),
    path("periods/<int:pk>/approve/", periods.period_approve, name="period_approve"),
    path("periods/<int:pk>/lock/", periods.period_lock, name="period_lock"),
    path("periods/<int:pk>/export/", periods.period_export, name="period_export"),
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/new/", plans.plan_create, name="plan_create"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/draft/", plans.plan_draft, name="plan_draft"),
    path("plans/<int:pk>/assign/", plans.plan_assign, name="plan_assign"),
    path("plans/<int:pk>/acknowledge/", plans.plan_acknowledge, name="plan_acknowledge"),
    path("plans/versions/<int:pk>/", plans.version_edit, name="version_edit"),
    path("plans/versions/<int:pk>/publish/", plans.version_publish, name="version_publish"),
    path("team/", dashboards.team_dashboard, name="team_dashboard"),
    path("scores/", dashboards.marketing_scores, name="marketing_scores"),
    path("mirror/", dashboards.mirror, name="mirror"),
    path("proof/", dashboards.proof, name="proof"),
]

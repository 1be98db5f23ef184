"""API routes of points, scores and statements."""

from django.urls import path

from incentives.api import previews, views

LIST, DETAIL, CONTEST = {"get": "list"}, {"get": "retrieve"}, {"post": "dispute"}

urlpatterns = [
    path("debriefs/preview/", previews.DebriefPreview.as_view(), name="debrief_preview"),
    path("ledger-lines/", views.LedgerLineViewSet.as_view(LIST), name="ledger_line_list"),
    path("ledger-lines/<int:pk>/", views.LedgerLineViewSet.as_view(DETAIL), name="ledger_line_detail"),
    path("ledger-lines/<int:pk>/dispute/", views.LedgerLineViewSet.as_view(CONTEST), name="line_dispute"),
    path("contributions/", views.ContributionViewSet.as_view(LIST), name="contribution_list"),
    path("marketing-scores/", views.MarketingScoreViewSet.as_view(LIST), name="marketing_score_list"),
    path("statements/", views.StatementViewSet.as_view(LIST), name="statement_list"),
    path("statements/<int:pk>/", views.StatementViewSet.as_view(DETAIL), name="statement_detail"),
    path("statements/<int:pk>/dispute/", views.StatementViewSet.as_view(CONTEST), name="statement_dispute"),
]

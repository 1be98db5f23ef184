"""How the API authenticates, answers and describes itself."""

from datetime import timedelta
from typing import Any

API_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.ApiPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "core.api.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.HouseSchema",
    "EXCEPTION_HANDLER": "core.api.exceptions.handle",
    "DEFAULT_THROTTLE_CLASSES": ["core.api.throttling.PerUser"],
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,  # ?format= belongs to the exports
}
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=90),  # without use
    "AUTO_REFRESH": True,
    "MIN_REFRESH_INTERVAL": 24 * 3600,
    "AUTH_HEADER_PREFIX": "Token",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tandem",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.schema.add_refusals",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ActivityKindEnum": "crm.choices.ActivityKind",
        "LossReasonEnum": "crm.choices.LossReason",
        "OpportunityStateEnum": "crm.choices.OpportunityState",
        "LeadStateEnum": "leads.choices.LeadState",
        "VisitKindEnum": "debrief.choices.VisitKind",
        "VisitStateEnum": "debrief.choices.VisitState",
        "DebriefStateEnum": "debrief.choices.DebriefState",
        "FindingKindEnum": "debrief.choices.FindingKind",
        "CompanyFieldEnum": "debrief.choices.CompanyField",
        "FindingStateEnum": "debrief.choices.FindingState",
        "RejectReasonEnum": "debrief.choices.RejectReason",
        "OpinionAboutEnum": "debrief.choices.OpinionAbout",
        "QuestionAboutEnum": "debrief.choices.QuestionAbout",
        "VerdictDecisionEnum": "debrief.choices.Decision",
        "DebriefOutcomeEnum": "debrief.choices.DebriefOutcome",
        "RatingMarkEnum": "leads.choices.RatingMark",
        "RatingMomentEnum": "leads.choices.RatingMoment",
        "HandoffDecisionEnum": "leads.choices.HandoffDecision",
        "PeriodStateEnum": "incentives.choices.PeriodState",
    },
}

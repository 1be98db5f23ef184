"""HTML routes of people, teams and profiles; `home` has no prefix: settings name it."""

from django.urls import include, path

from accounts.views import home, notifications, profile, teams, users

pages = [
    path("people/", users.user_list, name="user_list"),
    path("people/invite/", users.user_invite, name="user_invite"),
    path("people/<int:pk>/", users.user_detail, name="user_detail"),
    path("people/<int:pk>/role/", users.user_change_role, name="user_change_role"),
    path("people/<int:pk>/admit/", users.user_admit, name="user_admit"),
    path("people/<int:pk>/invitation/", users.user_resend, name="user_resend"),
    path("people/<int:pk>/deactivate/", users.user_deactivate, name="user_deactivate"),
    path("people/<int:pk>/reactivate/", users.user_reactivate, name="user_reactivate"),
    path("teams/", teams.team_list, name="team_list"),
    path("teams/new/", teams.team_create, name="team_create"),
    path("teams/<int:pk>/", teams.team_edit, name="team_edit"),
    path("notifications/", notifications.notification_list, name="notification_list"),
    path("notifications/read/", notifications.notification_read_all, name="notification_read_all"),
    path("notifications/<int:pk>/open/", notifications.notification_open, name="notification_open"),
    path("profile/", profile.profile, name="profile"),
    path("profile/tokens/", profile.token_create, name="token_create"),
    path("profile/tokens/<slug:key>/revoke/", profile.token_revoke, name="token_revoke"),
    path("profile/sessions/end/", profile.sessions_end, name="sessions_end"),
    path("profile/language/", profile.language_set, name="language_set"),
    path("profile/theme/", profile.theme_set, name="theme_set"),
]
urlpatterns = [path("", home.home, name="home"), path("", include((pages, "accounts")))]

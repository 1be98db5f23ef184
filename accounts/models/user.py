"""User: e-mail login, name, role, team, and how the person likes the screens."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Permission, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language, Role, Theme
from accounts.models.team import Team
from accounts.querysets import UserQuerySet
from core.addresses import row_url


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates people by their e-mail address, always kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, role=Role.OPERATIONS, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        user: User = self.get(email=(email or "").strip().lower())
        return user


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the back office"), default=False)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.FRENCH)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    remind_to_file = models.BooleanField(_("remind me at 17:30 when my day is not filed"), default=True)
    weekly_impact = models.BooleanField(_("send me on Monday what my information became"), default=True)
    employee_number = models.CharField(_("employee number"), max_length=20, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    working_share = models.DecimalField(
        _("share of a full working time"),
        max_digits=3,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # raised, it ends every session at once
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    unread_news: int | None = None  # how many, where it was read with the session
    view_pages: frozenset[str] | None = None  # the lists that may have a saved view for her, read with the session

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        permissions = [("manage_users", _("Can invite people and change roles and teams"))]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("This e-mail address already has an account."),
            ),
            models.CheckConstraint(
                condition=models.Q(working_share__gt=0, working_share__lte=1),
                name="accounts_user_working_share",
                violation_error_message=_("The working time is a share between 0 and 1."),
            ),
        ]
        indexes = [models.Index(fields=["role", "team"], name="accounts_user_role_team")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return row_url("accounts:user_detail", self.pk)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session carries to prove it is still good: the password and the epoch it was opened in."""
        text = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.session", text, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"

    @property
    def zone(self) -> str:
        """The person's time zone: her own, else the company's."""
        return self.time_zone or settings.APP_TZ

    @cached_property
    def managed_ids(self) -> tuple[int, ...]:
        """The teams this person is the manager of."""
        return tuple(self.managed_teams.values_list("pk", flat=True))

    @cached_property
    def team_ids(self) -> tuple[int, ...]:
        """The teams whose rows a team scope opens: her own, and for a manager the teams managed."""
        teams = {self.team_id} if self.team_id else set()
        if self.role == Role.SALES_MANAGER:
            teams.update(self.managed_ids)
        return tuple(sorted(teams))

    @cached_property
    def rights(self) -> frozenset[str]:
        """Every permission the person's group gives, read once: has_perm never asks again."""
        granted = Permission.objects.all() if self.is_superuser else Permission.objects.filter(group__user=self)
        return frozenset(f"{app}.{code}" for app, code in granted.values_list("content_type__app_label", "codename"))

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and perm in self.rights

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(right.startswith(f"{app_label}.") for right in self.rights)

    def get_all_permissions(self, obj: Any = None) -> set[str]:
        return set(self.rights) if self.is_active else set()

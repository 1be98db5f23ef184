from accounts.models.session import BrowserSession
from accounts.models.team import Team
from accounts.models.user import User

__all__ = ["BrowserSession", "Team", "User"]

from accounts.models.team import Team
from accounts.models.user import User

__all__ = ["Team", "User"]

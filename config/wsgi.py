"""The WSGI entry point."""

from django.core.wsgi import get_wsgi_application

from config.environment import use_settings
from config.startup import check_database_role
from core.policy import refuse_unlisted

use_settings()
application = get_wsgi_application()
check_database_role()
refuse_unlisted()

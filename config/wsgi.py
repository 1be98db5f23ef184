"""The WSGI entry point."""

import gc

from django.core.wsgi import get_wsgi_application

from config.environment import use_settings
from config.startup import check_database_role
from core.policy import refuse_unlisted

use_settings()
application = get_wsgi_application()
check_database_role()
refuse_unlisted()
gc.collect()
gc.freeze()  # modules, pages and models stay for ever: a full collection no longer walks through them

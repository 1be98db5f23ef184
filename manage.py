#!/usr/bin/env python
"""Runs Django commands."""

import sys

from config.environment import use_owner, use_settings

if __name__ == "__main__":
    use_settings()
    use_owner()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)

"""States of an opportunity: back to open restores the stage held before, which closing never touches."""

from core.workflow import Workflow

OPPORTUNITY = Workflow({"open": {"won", "lost"}, "won": {"open"}, "lost": {"open"}})

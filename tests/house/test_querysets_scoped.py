"""Views, API and exports reach rows through visible_to() only."""

import ast
from importlib import import_module

from django.conf import settings

from core.api.viewsets import ScopedViewSet
from tests.house.sources import FLOORS, python_files, source_of

SCOPED_FLOORS = tuple(floor for floor in FLOORS if floor != "core")  # the rows of core belong to operations alone
FETCHES = {"get_object_or_404", "get_list_or_404"}


def _is_edge(path):
    return path.parts[0] in SCOPED_FLOORS and (
        path.parts[1] in {"views", "api", "exports"} or path.name == "exports.py"
    )


def _calls(node):
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def _unscoped(path):
    """Lines whose statement names `.objects` (or `_default_manager`) without `visible_to`."""
    tree = ast.parse(source_of(path))
    simple = (ast.Assign, ast.AnnAssign, ast.Return, ast.Expr, ast.AugAssign, ast.If, ast.For, ast.With)
    for statement in ast.walk(tree):
        if not isinstance(statement, simple):
            continue
        parts = [statement.test] if isinstance(statement, ast.If) else [statement]
        parts = [statement.iter] if isinstance(statement, ast.For) else parts
        parts = [item.context_expr for item in statement.items] if isinstance(statement, ast.With) else parts
        names = set().union(*(_calls(part) for part in parts))
        if names & {"objects", "_default_manager", "_base_manager"} and "visible_to" not in names:
            yield f"{path}:{statement.lineno}"


def test_no_edge_reads_rows_without_scope():
    assert [line for path in python_files(*FLOORS) if _is_edge(path) for line in _unscoped(path)] == []


def _kinds(of):
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def test_the_rows_of_an_api_are_none_for_who_goes_round_its_scope():
    import_module(settings.ROOT_URLCONF)
    held = [one for one in _kinds(ScopedViewSet) if hasattr(one, "reads")]
    assert len(held) > 30
    assert [one.__name__ for one in held if not one.queryset.query.is_empty()] == []


def _fetches_by_model(node):
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    first = node.args[0] if node.args else None
    return node.func.id in FETCHES and isinstance(first, ast.Name) and first.id[:1].isupper()


def test_no_edge_fetches_by_model_instead_of_by_scope():
    """get_object_or_404(Model, pk=…) would take any row."""
    wrong = []
    for path in python_files(*SCOPED_FLOORS):
        tree = ast.parse(source_of(path))
        wrong += [f"{path}:{node.lineno}" for node in ast.walk(tree) if _fetches_by_model(node)]
    assert wrong == []


def test_no_request_becomes_a_filter():
    """filter(**request.GET) is SQL injection by another name."""
    wrong = [str(path) for path in python_files(*FLOORS) if "**request" in source_of(path)]
    assert wrong == []

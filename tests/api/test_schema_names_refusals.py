"""The schema says how an operation refuses, in the one shape of the house."""

from drf_spectacular.generators import SchemaGenerator


def test_every_operation_names_its_refusals():
    schema = SchemaGenerator().get_schema(public=True)
    operations = [one for path in schema["paths"].values() for name, one in path.items() if name in {"get", "post"}]
    assert len(operations) > 100
    assert all({"400", "403", "404", "409", "422", "503"} <= set(one["responses"]) for one in operations)
    assert set(schema["components"]["schemas"]["Error"]["required"]) == {"code", "detail", "fields", "request_id"}

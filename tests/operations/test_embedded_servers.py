"""The embedded servers listen nowhere but on a private socket, ask for passwords, and give nobody too much."""

import psutil
import psycopg
import pytest
import redis

pytestmark = pytest.mark.servers


def client(servers, **options):
    return redis.Redis(unix_socket_path=str(servers.redis.socket), **options)


def as_application(servers):
    return client(servers, username="app", password=servers.redis.password)


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_no_server_opens_a_network_port(servers, name):
    pid = int(servers.folder.pid_file(name).read_text())
    assert [c for c in psutil.Process(pid).net_connections(kind="inet") if c.status == "LISTEN"] == []


def test_sockets_and_data_are_private(servers):
    folder = servers.folder
    private = [folder.root, folder.run, folder.logs, folder.sockets, servers.postgres.data, servers.redis.data]
    assert {path.stat().st_mode & 0o777 for path in private} == {0o700}
    assert (folder.root / "passwords.json").stat().st_mode & 0o777 == 0o600
    assert servers.redis.socket.stat().st_mode & 0o777 == 0o700


def test_postgres_asks_for_a_password(servers):
    address = servers.postgres.url("app_test", "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address)


def test_the_three_roles_cannot_log_in_and_nobody_at_work_is_superuser(servers):
    query = "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb FROM pg_roles WHERE rolname ~ '^app_' ORDER BY 1"
    with servers.postgres.connect() as connection:
        rows = connection.execute(query).fetchall()
    assert rows == [
        ("app_owner", False, False, True),
        ("app_ro", False, False, False),
        ("app_rw", False, False, False),
        ("app_test", True, False, True),
    ]


def test_committed_work_survives_a_crash(servers):
    with servers.postgres.connect() as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_redis_refuses_whoever_has_no_name(servers):
    with pytest.raises(redis.AuthenticationError):
        client(servers).ping()


@pytest.mark.parametrize("command", ["FLUSHALL", "CONFIG GET dir", "SHUTDOWN"])
def test_redis_refuses_dangerous_commands(servers, command):
    with pytest.raises(redis.exceptions.NoPermissionError):
        as_application(servers).execute_command(*command.split())


def test_redis_keeps_what_it_accepted(servers):
    info = as_application(servers).info()
    assert (info["aof_enabled"], info["maxmemory_policy"]) == (1, "noeviction")

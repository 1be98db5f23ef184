"""The same debrief sent many times at once: one is filed, everybody is told the same."""

import json
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from tests.siege.people import Person

CLIENTS = 16
PATH = "/api/v1/debriefs/"
FILING_DAYS = 14


def keys_and_bodies(names, today, filed):
    """(person, key, body) for each of her last days that is not filed yet."""
    for name in names:
        for back in range(FILING_DAYS + 1):
            day = today - timedelta(days=back)
            if day.isoformat() not in filed[name]:
                note = f"siege {name} {day}"
                visit = {"company_name": f"Siège {name} {day}", "kind": "visit", "state": "done", "nobody_met": True}
                yield name, str(uuid.uuid4()), {"work_date": day.isoformat(), "visits": [visit | {"note": note}]}


def days_filed(person):
    """The last days this person has filed already, each as often as there are debriefs of it."""
    rows = json.loads(person.api("get", f"{PATH}?page_size=200").text)["results"]
    return Counter(row["work_date"] for row in rows if row["state"] not in ("draft", "withdrawn"))


def send_at_once(base, name, entry, key, body):
    """What sixteen clients are told who send the same request together: (status, id) of each."""
    clients = [Person(name, base, entry) for _client in range(CLIENTS)]
    content = json.dumps(body).encode()

    def one(client):
        answer = client.api("post", PATH, content, **{"Idempotency-Key": key})
        client.close()
        return answer.status, json.loads(answer.text).get("id"), answer.headers.get("idempotent-replayed")

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, clients))


def judge(told):
    """None when one was first and all others were replayed with the same number; else what was told."""
    counted = Counter((status, replayed) for status, _number, replayed in told)
    numbers = {number for _status, number, _replayed in told}
    right = counted == {(201, None): 1, (200, "true"): CLIENTS - 1} and len(numbers) == 1
    return None if right else f"{dict(counted)} {numbers}"


def siege(base, users, names, limit, today=None):
    """(keys sent, what was wrong): one first and fifteen replays each, and another body under the same key is 422."""
    people = {name: Person(name, base, users[name]) for name in names}
    filed = {name: days_filed(person) for name, person in people.items()}
    wrong, sent = [], 0
    for name, key, body in list(keys_and_bodies(names, today or date.today(), filed))[:limit]:  # noqa: DTZ011
        sent += 1
        if fault := judge(send_at_once(base, name, users[name], key, body)):
            wrong.append(f"{name} {body['work_date']}: {fault}")
        other = people[name].api("post", PATH, json.dumps({"work_date": body["work_date"]}), **{"Idempotency-Key": key})
        if (other.status, json.loads(other.text)["code"]) != (422, "idempotency_key_reused"):
            wrong.append(f"{name} {body['work_date']}: another body under the same key is {other.status}")
        if days_filed(people[name])[body["work_date"]] != 1:
            wrong.append(f"{name} {body['work_date']}: not exactly one debrief")
    return sent, wrong

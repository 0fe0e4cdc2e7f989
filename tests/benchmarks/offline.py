"""Customers made without a line; or one field edited. tests.benchmarks.offline DIR NUMBER"""

import json
import sys
import uuid
from pathlib import Path

from desktop.application import Application, opened
from desktop.commands.account import ask_passphrase
from desktop.demo.scale import customers
from sync.catalogue import CATALOGUE
from sync.catalogue.states import CustomerState
from sync.mutations import MUTATIONS


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    with opened(folder, ask_passphrase) as application:
        if number == 1:
            application.perform("customer.edit", "KH-0000007", {"phone": uuid.uuid4().hex[:12]})
        else:
            _create(application, number)
    print(json.dumps({"made": number}))


def _create(application: Application, number: int) -> None:
    allowed = {field.name for field in MUTATIONS["customer.create"].fields}
    assert allowed <= set(CATALOGUE["customer"].names)
    for row in customers(number, territories=("hz1",), owner="zhou"):
        fields = {name: value for name, value in row.items() if name in allowed}
        if fields["state"] == CustomerState.CLOSED:
            del fields["state"]  # a rep makes none that is closed
        unlike = uuid.uuid4()  # or each would be told to look like one of the run before
        fields |= {
            "name": f"{fields['name']}{unlike.hex[:6]}",
            "phone": f"1{unlike.int % 10**10:010}",
        }
        application.perform("customer.create", None, fields)


if __name__ == "__main__":
    main()

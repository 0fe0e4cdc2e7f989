"""What one laptop imports, the centre takes and both hold alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.processes import Laptop, centre

CUSTOMERS = "客户编码,客户名称,电话,经度,纬度\n" + "".join(
    f"KH-{n:05d},第{n}店,0571-8800{n:04d},120.{n:03d}1,30.2{n:03d}\n" for n in range(700)
)
CONTACTS = "姓名,单位,职务,手机\n王芳,第7店,店长,13800138000\n李雷,新店,老板,13900139000\n"


@pytest.mark.slow
def test_an_import_is_at_the_centre_after_a_sync(tmp_path: Path) -> None:
    customers, contacts = tmp_path / "customers.csv", tmp_path / "contacts.csv"
    customers.write_bytes(CUSTOMERS.encode("gbk"))
    contacts.write_bytes(CONTACTS.encode("gbk"))
    with centre(tmp_path) as where:
        laptop = Laptop(tmp_path / "laptop", "zhou")
        laptop.sign_in(where.url)
        laptop.sync()
        made = laptop.run("import", str(customers), "--as", "customer")
        assert made.lines[-1] == {"rows": 700, "created": 700, "updated": 0, "refused": 0}
        made = laptop.run("import", str(contacts), "--as", "contact")
        assert made.lines[-1] == {"rows": 2, "created": 2, "updated": 0, "refused": 0}
        for _ in range(3):
            said = laptop.sync()
        assert (said["refused"], said["quarantined"]) == (0, 0)
        mine = laptop.run("dump").printed
        assert "新店" in mine
        assert where.dumped("zhou").printed == mine
        again = laptop.run("import", str(customers), "--as", "customer")
        assert again.lines[-1] == {"rows": 700, "created": 0, "updated": 0, "refused": 0}

"""The shipped nginx file is one that the nginx of a stable Linux understands."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import resources
from sync.server.hub_running import own_certificate

SHIPPED = Path(resources.__file__).parent / "deployment" / "nginx.conf"
AROUND = "error_log stderr; pid {folder}/pid; events {{}} http {{ include {site}; }}"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine (Debian: nginx-light)")
def test_nginx_takes_the_shipped_file_as_it_is(tmp_path: Path) -> None:
    own = own_certificate(tmp_path)
    text = SHIPPED.read_text(encoding="utf-8")
    for file, ours in (("centre.crt", own.tls_cert), ("centre.key", own.tls_key)):
        assert f"/etc/routebook/{file}" in text
        text = text.replace(f"/etc/routebook/{file}", str(ours))
    site, whole = tmp_path / "site.conf", tmp_path / "nginx.conf"
    site.write_text(text, encoding="utf-8")
    whole.write_text(AROUND.format(folder=tmp_path, site=site), encoding="utf-8")
    said = subprocess.run([str(NGINX), "-t", "-c", whole], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr

"""A small package index on this machine, and what pip's settings tell uv about it."""

import contextlib
import io
import os
import ssl
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).with_name("uv")
PACKAGE = "course-trial-package"
MODULE = PACKAGE.replace("-", "_")


def wheel(version: str) -> bytes:
    """Make the smallest wheel that uv installs."""
    info = f"{MODULE}-{version}.dist-info"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{MODULE}.py", f"version = '{version}'\n")
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: {version}\n"
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return file.getvalue()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        # A proxy is asked with the whole address.
        path = urlsplit(self.path).path
        name = path.rpartition("/")[2]
        if name.endswith(".whl"):
            body = wheel(name.split("-")[1])
        elif path.rstrip("/").endswith(PACKAGE):
            names = [f"{MODULE}-{version}-py3-none-any.whl" for version in self.server.versions]
            body = "".join(f'<a href="/files/{n}">{n}</a>' for n in names).encode()
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if body[:1] == b"<" else "application/zip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextlib.contextmanager
def index(*versions: str, certificate: Path | None = None) -> Iterator[str]:
    """Run an index with some versions of one package, and yield its address.

    Args:
        versions: the versions of `PACKAGE`.
        certificate: a file with a key and a certificate; with it, the server speaks HTTPS.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.versions = versions
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http{'s' * (certificate is not None)}://localhost:{server.server_port}/simple"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def own_certificate(folder: Path) -> Path:
    """Make a certificate for localhost that no system trusts."""
    file = folder / "network.pem"
    extensions = ("subjectAltName=DNS:localhost", "basicConstraints=critical,CA:FALSE")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-keyout", str(file), "-out", f"{file}.crt"]
    command += [word for extension in extensions for word in ("-addext", extension)]
    subprocess.run(command, check=True, capture_output=True)
    with file.open("a") as whole:
        whole.write(Path(f"{file}.crt").read_text())
    return file


def run(home: Path, script: str, conf: str = "", **variables: str) -> subprocess.CompletedProcess:
    """Run a shell script after the commands that tools/index_settings.py prints.

    Args:
        home: the user's home folder, which gets the pip.conf.
        script: the script; ``$UV`` is uv.
        conf: the contents of pip.conf.
        variables: the user's own environment variables.
    """
    file = home / ".config" / "pip" / "pip.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(conf)
    start = 'set -e\nsettings=$("$PY" tools/index_settings.py)\neval "$settings"\n'
    mine = {"PATH": os.environ["PATH"], "HOME": home, "XDG_CONFIG_DIRS": home, "UV": UV}
    return subprocess.run(
        ["bash", "-c", start + script],
        cwd=ROOT,
        env={**mine, "PY": sys.executable, "UV_CACHE_DIR": str(home / "cache"), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def settings(home: Path, conf: str = "", **variables: str) -> dict[str, str]:
    """Return the environment variables with which pip and uv would run."""
    done = run(home, "env -0", conf, **variables)
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if line)


def installed(home: Path, conf: str = "", **variables: str) -> str:
    """Let uv install `PACKAGE`; return the version, or why it could not."""
    target = home / "target"
    script = f'"$UV" pip install -q --target "{target}" {PACKAGE}'
    done = run(home, script, conf, UV_HTTP_RETRIES="0", **variables)
    if done.returncode != 0:
        return done.stderr
    return (target / f"{MODULE}.py").read_text().split("'")[1]

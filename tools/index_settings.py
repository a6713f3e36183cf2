"""Print, as shell commands, how pip and uv reach a package index: as pip is set up on this machine.

uv reads none of pip's settings, so whoever needs a certificate, a proxy or a mirror has usually
told only pip. Everything else in pip's settings and in uv's variables, such as `--user` or a
constraint, would change what is installed or where, and is taken back.
"""

import ast
import hashlib
import os
import re
import shlex
import ssl
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

PIP_KEEPS = (
    *("cert", "client-cert", "default-timeout", "extra-index-url", "find-links", "index-url"),
    *("keyring-provider", "no-index", "proxy", "retries", "timeout", "trusted-host"),
    *("use-deprecated", "use-feature"),
)
UV_KEEPS = re.compile(
    "UV_(CACHE_DIR|CONCURRENT_.*|CONFIG_FILE|CREDENTIALS_DIR|DEFAULT_INDEX|EXTRA_INDEX_URL"
    "|FIND_LINKS|HTTP_.*|INDEX|INDEX_.*|INSECURE_HOST|KEYRING_PROVIDER|LINK_MODE|NATIVE_TLS"
    "|NO_CACHE|NO_CONFIG|OFFLINE|REQUEST_TIMEOUT|SYSTEM_CERTS)"
)
"""uv's variables on how to reach an index; a user's own value of one is never changed."""


class UnusableError(Exception):
    """A reason in one line why a setting cannot be used, with what to do."""


def pip_settings() -> dict[str, str]:
    """Ask pip for its settings; a variable overrides pip.conf's [install], and that its [global].

    Raises:
        UnusableError: pip cannot read its own settings.
    """
    # Quiet pips print nothing here, either, and a log or another Python is not needed.
    asked = {k: v for k, v in os.environ.items() if k not in ("PIP_LOG", "PIP_PYTHON")}
    done = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"],
        env={**asked, "PIP_QUIET": "0", "PIP_VERBOSE": "0", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise UnusableError(f"pip cannot read its settings ({reason}): correct pip.conf")
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in done.stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if section in found:
            found[section][key.replace("_", "-")] = str(ast.literal_eval(value)).strip()
    merged = found["global"] | found["install"] | found[":env:"]
    return {key: value for key, value in merged.items() if key in PIP_KEEPS and value}


def exists(place: str) -> bool:
    """Return whether a place is on the network or, if it is a folder or file, is there."""
    url = urlsplit(place)
    if url.scheme == "file":
        return Path(url2pathname(url.path)).exists()
    return "://" in place or Path(place).expanduser().exists()


def pip_variables(pip: dict[str, str]) -> dict[str, str]:
    """Return pip's variables with the settings that are kept, and none from its files."""
    named = {f"PIP_{key.replace('-', '_').upper()}": value for key, value in pip.items()}
    return {**named, "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def uv_variables(pip: dict[str, str]) -> dict[str, str]:
    """Return uv's variables for pip's settings, apart from certificates and proxies."""
    indexes = [url for url in pip.get("extra-index-url", "").split() if exists(url)]
    links = [place for place in pip.get("find-links", "").split() if exists(place)]
    wanted = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": " ".join(indexes),
        "UV_FIND_LINKS": ",".join(links),
        "UV_INSECURE_HOST": " ".join(pip.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": whole(pip.get("timeout") or pip.get("default-timeout", "")),
        "UV_HTTP_RETRIES": whole(pip.get("retries", "")),
        "UV_KEYRING_PROVIDER": {"subprocess": "subprocess"}.get(pip.get("keyring-provider"), ""),
        # Like pip, look for a version in all indexes. The hashes in the lock make that safe.
        "UV_INDEX_STRATEGY": "unsafe-best-match" if indexes else "",
    }
    for new, old in (("UV_DEFAULT_INDEX", "UV_INDEX_URL"), ("UV_INDEX", "UV_EXTRA_INDEX_URL")):
        if os.environ.get(old):
            del wanted[new]
    return {name: value for name, value in wanted.items() if value}


def whole(number: str) -> str:
    """Return a number as uv takes it, without a fraction; empty if it is none."""
    try:
        return str(round(float(number)))
    except ValueError:
        return ""


def certificate_variables(pip: dict[str, str]) -> dict[str, str]:
    """Return the variables with which pip and uv trust the certificates that settings name.

    Which of several files counts differs from program to program, so all of them are trusted.

    Raises:
        UnusableError: the file that a setting names does not exist.
    """
    variables = {"SSL_CLIENT_CERT": pip["client-cert"]} if "client-cert" in pip else {}
    if any(os.environ.get(name) for name in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS")):
        return variables
    named = {"pip's setting `cert`": pip.get("cert", "")}
    named |= {name: os.environ.get(name, "") for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")}
    places = {name: Path(value).expanduser() for name, value in named.items() if value}
    for name, path in places.items():
        if not path.exists():
            raise UnusableError(f"{name} names {path}, which does not exist: correct it")
    if os.environ.get("SSL_CERT_FILE"):
        # Programs pass over a file that this names and that is not there.
        places["SSL_CERT_FILE"] = Path(os.environ["SSL_CERT_FILE"])
    files = sorted({path.resolve() for path in places.values() if path.is_file()})
    folders = sorted({str(path) for path in places.values() if path.is_dir()})
    if folders:
        variables["SSL_CERT_DIR"] = os.pathsep.join(folders)
    if files:
        file = str(files[0] if len(files) == 1 else together(files))
        variables |= dict.fromkeys(("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"), file)
    # pip trusts what the system trusts; uv does so only if told, and needs a system that has any.
    default = ssl.get_default_verify_paths()
    has_any = default.cafile or (default.capath and any_in(default.capath))
    if not places and (sys.platform != "linux" or has_any):
        variables["UV_SYSTEM_CERTS"] = "1"
    return variables


def together(files: list[Path]) -> Path:
    """Write the certificates of several files into one file, and return its path."""
    content = b"\n".join(file.read_bytes() for file in files)
    name = f"certificates-{hashlib.sha256(content).hexdigest()[:16]}.pem"
    path = Path(__file__).resolve().parents[1] / "build" / "cache" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def any_in(folder: str) -> bool:
    """Return whether a folder contains anything."""
    return any(Path(folder).glob("*"))


def proxy_variables(pip: dict[str, str]) -> dict[str, str]:
    """Return the variables with which uv uses pip's own proxy, if pip has one."""
    proxy = pip.get("proxy")
    if not proxy:
        return {}
    address = proxy if "://" in proxy else f"http://{proxy}"
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return {name: address for upper in names for name in (upper, upper.lower())}


def main() -> int:
    """Print the commands, and return the exit status."""
    try:
        pip = pip_settings()
        certificates = certificate_variables(pip)
    except UnusableError as error:
        print(error, file=sys.stderr)
        return 1
    own = {name: value for name, value in os.environ.items() if UV_KEEPS.fullmatch(name) and value}
    new = pip_variables(pip) | certificates | proxy_variables(pip) | uv_variables(pip) | own
    old = [name for name in os.environ if name.startswith(("PIP_", "UV_"))]
    for name in old:
        if re.fullmatch(r"\w+", name):
            print(f"unset {name}")
    for name, value in new.items():
        print(f"export {name}={shlex.quote(value)}")
    if pip.get("no-index", "").lower() in ("1", "true", "yes", "on", "y", "t"):
        print("NO_INDEX=--no-index")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Three small readers of the operator's environment variables, each typed and each failing with a sentence."""

import os
from pathlib import Path
from urllib.parse import ParseResult, unquote, urlparse


def text(name: str, default: str = "") -> str:
    """The variable as written, or the default when it is absent or empty."""
    return os.environ.get(name, "") or default


def whole(name: str, default: int) -> int:
    """A whole number; anything else stops the start with the variable's name."""
    written = text(name, str(default))
    try:
        return int(written)
    except ValueError:
        raise SystemExit(f"环境变量 {name} 应为整数，现在是“{written}”。") from None


def switch(name: str, default: bool = False) -> bool:
    """On for 1, true, yes, on; off for 0, false, no, off."""
    written = text(name, "on" if default else "off").lower()
    if written in {"1", "true", "yes", "on"}:
        return True
    if written in {"0", "false", "no", "off"}:
        return False
    raise SystemExit(f"环境变量 {name} 应为 on 或 off，现在是“{written}”。")


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
)


def database(url: str, *, pool_size: int) -> dict[str, object]:
    """Django's settings for ``sqlite:///path`` (WAL, IMMEDIATE, FULL) or ``postgresql://user:password@host:port/name``.

    A PostgreSQL socket directory is written as ``postgresql:///name?host=/var/run/postgresql``.
    """
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path[1:] if parts.path.startswith("//") else parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts, pool_size)
    raise SystemExit(f"DATABASE_URL 应以 sqlite:// 或 postgresql:// 开头，现在是“{parts.scheme}://”。")


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(parts: ParseResult, pool_size: int) -> dict[str, object]:
    asked = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(asked.get("host", parts.hostname or "")),
        "PORT": str(parts.port or asked.get("port", "")),
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 3,  # acts repeat a handful of statements: planning each once halves their cost
            "pool": {"min_size": 1, "max_size": pool_size, "timeout": 10},
        },
    }


def folder(path: Path) -> str:
    """The folder, made if it is not there yet."""
    path.mkdir(parents=True, exist_ok=True)
    return str(path)


def file_store(address: str) -> dict[str, object]:
    """Django's storage settings for a local folder, or for ``s3://key:secret@host:port/bucket`` (``s3s://`` for TLS)."""
    parts = urlparse(address)
    if parts.scheme not in {"s3", "s3s"}:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder(Path(address))},
        }
    host = f"{'https' if parts.scheme == 's3s' else 'http'}://{parts.hostname}" + (
        f":{parts.port}" if parts.port else ""
    )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": parts.path.strip("/"),
            "endpoint_url": host,
            "querystring_auth": False,
            "file_overwrite": True,
        },
    }


def mail(address: str, *, outbox: Path) -> dict[str, object]:
    """Django's e-mail settings for ``smtp://user:password@host:port`` (``smtps://`` for TLS); else a folder of letters."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder(outbox)}
    parts = urlparse(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }

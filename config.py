"""Settings, read from environment variables `EXAMAPP_…`; each is documented here once.

The flask command and gunicorn.conf.py take those that are not set from `.env` beside this file.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent
KEY_BYTES = 32


@dataclass(frozen=True)
class Settings:
    """Everything a deployment may choose; the defaults suit a trial on one machine."""

    # EXAMAPP_INSTANCE: folder of the SQLite database, uploaded files and generated keys.
    instance: Path = ROOT / "instance"
    # EXAMAPP_DATABASE_URL: empty = SQLite in the instance folder; postgresql+psycopg://… for a province.
    database_url: str = field(default="", repr=False)
    # EXAMAPP_DATABASE_POOL: connections a web process keeps open at most.
    database_pool: int = 8
    # EXAMAPP_SECRET_KEY: signs cookies; 64 hex digits; generated into the instance folder when empty.
    secret_key: bytes = field(default=b"", repr=False)
    # EXAMAPP_DATA_KEY: encrypts personal data, draw secrets and the key of sealed answer files, and derives
    # PINs and receipt numbers; 64 hex digits; generated when empty. Losing it means losing all of these:
    # keep a copy off the machine.
    data_key: bytes = field(default=b"", repr=False)
    # EXAMAPP_SECURE_COOKIES: 1 where people reach the server by HTTPS, as they must in a real contest.
    secure_cookies: bool = False
    # EXAMAPP_TRUSTED_PROXIES: how many reverse proxies stand in front and set X-Forwarded-For.
    trusted_proxies: int = 0
    # EXAMAPP_PUBLIC_ADDRESS: where everybody reaches the server, as https://exam.example.org. It stands in the QR
    # code of receipts; empty = whatever address the entrant's browser used.
    public_address: str = ""
    # EXAMAPP_MAX_UPLOAD_MB: largest request body for uploads; an answer batch is limited to 256 KiB.
    max_upload_mb: int = 32
    # EXAMAPP_SIGN_IN_ATTEMPTS_PER_ADDRESS: failed sign-ins one address may make in ten minutes. A factory's
    # whole workforce may share one address, so it is generous; accounts lock on their own after five.
    sign_in_attempts_per_address: int = 600

    # EXAMAPP_CORRECTIONS_NEED_TWO: 1 = what one organizer proposes to correct after a sitting, another approves.
    corrections_need_two: bool = False

    @property
    def effective_database_url(self) -> str:
        """The database's address, the default one included."""
        return self.database_url or f"sqlite:///{self.instance / 'examapp.sqlite3'}"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; create the instance folder and missing keys in it.

    Raises ValueError with the variable's name where a value can't be read.
    """
    env = os.environ if environ is None else environ
    instance = Path(env.get("EXAMAPP_INSTANCE") or ROOT / "instance").resolve()
    # Not for other users of the machine: it holds names, answers and keys.
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Settings(
        instance=instance,
        database_url=env.get("EXAMAPP_DATABASE_URL", ""),
        database_pool=_integer(env, "EXAMAPP_DATABASE_POOL", 8),
        secret_key=_key(env, "EXAMAPP_SECRET_KEY", instance / "secret.key"),
        data_key=_key(env, "EXAMAPP_DATA_KEY", instance / "data.key"),
        secure_cookies=env.get("EXAMAPP_SECURE_COOKIES", "") == "1",
        trusted_proxies=_integer(env, "EXAMAPP_TRUSTED_PROXIES", 0),
        public_address=_address(env, "EXAMAPP_PUBLIC_ADDRESS"),
        max_upload_mb=_integer(env, "EXAMAPP_MAX_UPLOAD_MB", 32),
        sign_in_attempts_per_address=_integer(env, "EXAMAPP_SIGN_IN_ATTEMPTS_PER_ADDRESS", 600),
        corrections_need_two=env.get("EXAMAPP_CORRECTIONS_NEED_TWO", "") == "1",
    )


def _integer(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from None


def _address(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "").rstrip("/")
    if value and not value.startswith(("https://", "http://")):
        raise ValueError(f"{name} must begin with https:// or http://, not {value!r}")
    return value


def _key(env: Mapping[str, str], name: str, path: Path) -> bytes:
    text = env.get(name, "") or _kept_key(path)
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        raise ValueError(f"{name} must be {KEY_BYTES * 2} hex digits") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"{name} must be {KEY_BYTES * 2} hex digits")
    return key


def _kept_key(path: Path) -> str:
    # Written whole under another name, then linked: of two processes starting at once one wins,
    # and nobody ever reads half a key.
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii")

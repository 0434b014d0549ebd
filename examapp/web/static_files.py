"""Static files: what entrants load is made small; every file is read whole before it is compressed."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import rcssmin
from calmjs.parse import es5
from calmjs.parse.unparsers.es5 import minify_print
from flask import Flask, Response, current_app, request
from werkzeug.wsgi import FileWrapper

FOLDER = Path(__file__).resolve().parents[1] / "static"
SMALL = "entrant/"
# Scripts of one page in one file: each request costs a phone with a bad signal half a second.
SITTING = "page questions painting ending outbox panels clock away seal reading exam"
# Where they have something to do; a page before it loads them, so that they are there in time.
STAGE = "document.getElementById('sitting')"
BUNDLES = {"entrant/sitting.js": tuple(f"entrant/sitting/{part}.js" for part in SITTING.split())}
_one_at_a_time = Lock()


def init_app(app: Flask) -> None:
    """Attach after Flask-Compress: of the hooks after a request the last one runs first."""
    app.view_functions["static"] = _serve
    app.after_request(_read_whole)
    app.url_defaults(_add_version)


@lru_cache(maxsize=256)
def file_version(filename: str) -> str:
    """Return what changes whenever the file does; empty for a file that there is not."""
    sources = _sources(filename)
    return (
        hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:8] if sources else ""
    )


def small(filename: str) -> bytes | None:
    """Return an entrants' script or style as it is sent, None for any other file.

    Scripts must be ECMAScript 5; local names become short. The parts of a bundle share one function, so
    that what one of them declares serves the others and nobody else.
    """
    # Many phones ask at once when a worker is new; one of them is enough to keep it busy.
    with _one_at_a_time:
        return _made_small(filename) if filename.startswith(SMALL) else None


@lru_cache(maxsize=64)
def _made_small(filename: str) -> bytes | None:
    sources = _sources(filename)
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    if not text:
        return None
    if filename in BUNDLES:
        text = f"(function () {{ 'use strict';\nif (!{STAGE}) {{ return; }}\n{text}\n}}());"
    if filename.endswith(".js"):
        return str(minify_print(es5(text), obfuscate=True)).encode()
    return str(rcssmin.cssmin(text)).encode() if filename.endswith(".css") else None


def _sources(filename: str) -> list[Path]:
    paths = [FOLDER / name for name in BUNDLES.get(filename, (filename,))]
    # Asked of os.path, since Path.is_file fails on a name that is too long.
    return [path for path in paths if os.path.isfile(path) and FOLDER in path.resolve().parents]


def _serve(filename: str) -> Response:
    body = small(filename)
    if body is None:
        return current_app.send_static_file(filename)
    response = Response(body, mimetype=mimetypes.guess_type(filename)[0])
    response.cache_control.public = True
    response.cache_control.max_age = current_app.get_send_file_max_age(filename)
    response.set_etag(file_version(filename))
    response.make_conditional(request)
    return response


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    # Files are cached for a year; a changed file gets a new address.
    if endpoint == "static" and "filename" in values:
        values["v"] = file_version(values["filename"])


def _read_whole(response: Response) -> Response:
    # Compressing takes an open file over and never closes it.
    if (request.endpoint or "").endswith("static"):
        file = response.response
        response.direct_passthrough = False
        response.make_sequence()
        if isinstance(file, FileWrapper):
            file.close()
    return response

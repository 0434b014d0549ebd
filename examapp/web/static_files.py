"""Static files: read before they are compressed, so that none stays open."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.wsgi import FileWrapper


def init_app(app: Flask) -> None:
    """Attach after Flask-Compress: of the hooks after a request the last one runs first."""
    app.after_request(_read_whole)


def _read_whole(response: Response) -> Response:
    # Compressing takes an open file over and never closes it.
    if (request.endpoint or "").endswith("static"):
        file = response.response
        response.direct_passthrough = False
        response.make_sequence()
        if isinstance(file, FileWrapper):
            file.close()
    return response

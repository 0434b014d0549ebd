"""Headers that every response carries: a strict policy without inline script or style."""

from __future__ import annotations

from flask import Flask, Response, abort, request

# Pages may frame each other on the same server only: the phone preview of a question does.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
YEAR_S = 31_536_000


def init_app(app: Flask) -> None:
    """Add the headers to every response, and refuse text that no database of ours can keep."""
    app.before_request(_refuse_nul)
    app.after_request(_protect)


def _refuse_nul() -> None:
    # PostgreSQL stores no NUL, and nobody types one: no form has to think of it.
    files = (file.filename or "" for _, file in request.files.items(multi=True))
    typed = (text for texts in (request.args, request.form) for _, text in texts.items(multi=True))
    if any("\0" in text for text in (*typed, *files)):
        abort(400)


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.is_secure:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    if not (request.endpoint or "").endswith("static"):
        headers.setdefault("Cache-Control", "no-store")
    return response

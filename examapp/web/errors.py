"""Errors as sentences in the reader's language: a page, or JSON where JSON was sent."""

from __future__ import annotations

from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from examapp.domain.errors import ExamError
from examapp.domain.problems import worded
from examapp.services.collaborators import DatabaseAway


def error_sentence(error: ExamError) -> str:
    """Return the error's sentence in the reader's language."""
    return worded(error.sentence(), error.parameters, _)


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(ExamError, _refused)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DatabaseAway, _database_away)
    app.register_error_handler(Exception, _unexpected)


def _answer(status: int, code: str, sentence: str) -> ResponseReturnValue:
    if request.is_json:
        return jsonify(error=code, message=sentence), status
    return render_template("error.html", status=status, sentence=sentence), status


def _refused(error: ExamError) -> ResponseReturnValue:
    return _answer(409, error.code, error_sentence(error))


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    return _answer(400, "form_expired", _("页面停留太久，已失效。请返回上一页，刷新后再提交一次。"))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    # What fails while it is committed, on a full disk say, comes here inside Flask's own error.
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, DatabaseAway):
        return _database_away(cause)
    status = error.code or 500
    sentences = {
        400: _("请求的内容看不懂，什么都没有改变。请返回上一页重试。"),
        403: _("您没有权限打开这个页面或做这个操作。如果应当有，请联系组委会。"),
        404: _("没有这个页面。可能地址有误，或者内容已经移动。"),
        405: _("这个地址不接受这种操作。请从页面上的按钮进入。"),
        413: _("上传的内容太大。请减小文件后再试。"),
        429: _("操作太频繁。请稍等片刻再试。"),
    }
    sentence = sentences.get(status, _("服务器暂时无法处理，请稍后再试。"))
    response = make_response(_answer(status, f"http_{status}", sentence))
    for name in ("Allow", "Location", "Retry-After"):
        if name in (headers := error.get_response().headers):
            response.headers[name] = headers[name]
    return response


def _database_away(error: DatabaseAway) -> ResponseReturnValue:
    current_app.logger.error("%s %s found no database: %s", request.method, request.path, error)
    return _answer(
        503, "unavailable", _("服务器正在恢复，已作的答案仍在您的手机上，请不要关闭页面，稍后会自动重试。")
    )


def _unexpected(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return _answer(
        500, "unexpected", _("服务器出了意外，已经记录下来。请稍后再试；如果仍然不行，请联系组委会。")
    )

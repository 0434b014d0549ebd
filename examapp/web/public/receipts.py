"""Checking a receipt: anybody may ask whether one exists; it names nobody and tells no score."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from examapp.services.check_receipt import SHOWN_DIGITS, CheckedReceipt, check_receipt, receipt_number
from examapp.web import transactions
from examapp.web.public.blueprint import pages
from examapp.web.receipt_code import short_hash


@pages.get("/receipts")
def receipts() -> ResponseReturnValue:
    """Ask for a number, and lead to it."""
    number = receipt_number(request.args.get("number", ""))
    if number:
        return redirect(url_for(".receipt", receipt_number=number))
    return render_template("public/receipt.html", found=None, number="", retry_after_s=0)


# A GET that writes: numbers asked for in vain are counted.
@pages.get("/receipts/<receipt_number>")
@transactions.writes
def receipt(receipt_number: str) -> ResponseReturnValue:
    """Show what everybody may know of a receipt, and whether hashes from its code are the recorded ones."""
    found = check_receipt(
        transactions.session(),
        number=receipt_number,
        address=request.remote_addr or "",
        now=transactions.now(),
    )
    if isinstance(found, CheckedReceipt):
        return render_template(
            "public/receipt.html",
            found=found,
            number=found.number,
            digits=SHOWN_DIGITS,
            compared=_compared(found),
        )
    transactions.keep_changes()
    page = render_template(
        "public/receipt.html", found=None, number=found.number, retry_after_s=found.retry_after_s
    )
    response = make_response(page, 429 if found.retry_after_s else 404)
    if found.retry_after_s:
        response.headers["Retry-After"] = str(found.retry_after_s)
    return response


def _compared(found: CheckedReceipt) -> bool | None:
    """Say whether the hashes in the address are the recorded ones, None where there are none."""
    sent = (request.args.get("p"), request.args.get("a"))
    if sent == (None, None):
        return None
    return sent == (short_hash(found.paper_hash), short_hash(found.answers_hash))

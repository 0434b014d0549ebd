"""A browser without scripts: it opens pages, fills their forms and submits them as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.html_check import page_problems

Filling = dict[str, str | list[str]]


@dataclass
class Form:
    """A form of a page with what would be sent if nobody touched it."""

    method: str
    action: str
    fields: MultiDict[str, str] = field(default_factory=MultiDict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Page:
    """A response read as HTML; reading fails where the HTML is not valid."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path
        self.status = response.status_code
        self.text = response.get_data(as_text=True)
        self.tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(self.text)

    def all(self, tag: str) -> list[Element]:
        """The elements of that tag, in order."""
        return list(self.tree.iter(tag))

    def words(self) -> str:
        """The text a reader sees, white space folded."""
        return " ".join("".join(self.tree.find("body").itertext()).split())

    def links(self) -> list[str]:
        """Where the page's links lead."""
        return [a.get("href", "") for a in self.all("a")]

    def forms(self) -> list[Form]:
        """The page's forms."""
        return [_form(element, self.path) for element in self.all("form")]

    def form(self, action_part: str = "") -> Form:
        """The only form whose address holds that part."""
        (found,) = [form for form in self.forms() if action_part in form.action]
        return found

    def problems(self) -> list[str]:
        """What is wrong with the page for everybody: titles, headings, ids, labels."""
        ids = [e.get("id") for e in self.tree.iter() if e.get("id")]
        found = [f"id {i} twice" for i in set(ids) if ids.count(i) > 1]
        found += [f"{len(self.all(tag))} {tag}" for tag in ("title", "h1") if len(self.all(tag)) != 1]
        if not self.tree.get("lang"):
            found.append("no lang")
        labelled = {e.get("for") for e in self.all("label")}
        inside = {id(e) for label in self.all("label") for e in label.iter()}
        for element in self.all("input") + self.all("select") + self.all("textarea"):
            silent = element.get("type") in ("hidden", "submit")
            named = element.get("aria-label") or element.get("aria-labelledby")
            if not (silent or named or element.get("id") in labelled or id(element) in inside):
                found.append(f"no label: {element.attrib}")
        return found


class Visitor:
    """One person's browser with its cookies; `page` is what they see."""

    page: Page

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def open(self, path: str) -> Page:
        """Open an address and follow where it leads."""
        response = self.client.get(path, follow_redirects=True)
        return self._see(response)

    def submit(self, form: Form | str = "", fill: Filling | None = None, press: str = "") -> Page:
        """Submit a form of the page; `press` is the value of the button used. None other is sent."""
        form = self.page.form(form) if isinstance(form, str) else form
        data = MultiDict(form.fields)
        for name, value in (fill or {}).items():
            assert name in form.names, f"the form has no field {name}"
            data.poplist(name)
            for each in [value] if isinstance(value, str) else value:
                data.add(name, each)
        if press:
            (name,) = [name for name, value in form.buttons if value == press]
            data[name] = press
        if form.method == "get":
            return self._see(self.client.get(form.action, query_string=data, follow_redirects=True))
        return self._see(self.client.post(form.action, data=data, follow_redirects=True))

    def _see(self, response: TestResponse) -> Page:
        parts = urlsplit(response.request.url)
        self.page = Page(response, parts.path + (f"?{parts.query}" if parts.query else ""))
        assert page_problems(self.page) == [], self.page.path
        return self.page


def _form(element: Element, path: str) -> Form:
    form = Form(element.get("method", "get").lower(), urljoin(path, element.get("action") or path))
    for control in element.iter():
        name, kind = control.get("name"), control.get("type", "text")
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "button" or (control.tag == "input" and kind == "submit"):
            form.buttons.append((name, control.get("value", "")))
            continue
        if control.tag not in ("input", "select", "textarea"):
            continue
        form.names.add(name)
        for value in _values(control, kind):
            form.fields.add(name, value)
    return form


def _values(control: Element, kind: str) -> list[str]:
    if control.tag == "textarea":
        return ["".join(control.itertext()).removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = options[:1]
        return [o.get("value", "".join(o.itertext())) for o in chosen]
    if kind == "file" or (kind in ("radio", "checkbox") and control.get("checked") is None):
        return []
    return [control.get("value", "on" if kind in ("radio", "checkbox") else "")]

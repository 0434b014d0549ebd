"""What every page must be: valid, titled, labelled, and free of inline script and style."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.web.browsing import Page


def page_problems(response: TestResponse, path: str = "/") -> list[str]:
    """What is wrong with a page; HTML that is not valid fails at once. Files have no problems."""
    policy = response.headers.get("Content-Security-Policy", "")
    found = [] if policy.startswith("default-src 'none'") else ["no content security policy"]
    if "unsafe" in policy:
        found.append("the policy allows unsafe content")
    if response.mimetype != "text/html":
        return found
    page = Page(response, path)
    return [*found, *page.problems(), *_inline(page)]


def _inline(page: Page) -> list[str]:
    found = [f"inline {tag}" for tag in ("style",) for _ in page.all(tag)]
    found += ["inline script" for script in page.all("script") if not script.get("src")]
    for element in page.tree.iter():
        for name in list(element.attrib):
            if name == "style" or name.startswith("on"):
                found.append(f"{name} on {element.tag}")
    found += [f"from elsewhere: {src}" for src in _sources(page) if "//" in src]
    return found


def _sources(page: Page) -> list[str]:
    loaded = [*page.all("script"), *page.all("img"), *page.all("iframe")]
    sheets = [link.get("href", "") for link in page.all("link")]
    return [*(element.get("src", "") for element in loaded), *sheets]

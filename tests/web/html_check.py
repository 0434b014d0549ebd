"""What every page must be: valid, titled, labelled, and free of inline script and style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from tests.web.browsing import Page


def page_problems(page: Page) -> list[str]:
    """What is wrong with a page; one whose HTML is not valid could not even be read."""
    return [*policy_problems(page.response.headers), *page.problems(), *_inline(page)]


def policy_problems(headers: Headers) -> list[str]:
    """What is wrong with the content security policy of an answer."""
    policy = headers.get("Content-Security-Policy", "")
    found = [] if policy.startswith("default-src 'none'") else ["no content security policy"]
    return [*found, "the policy allows unsafe content"] if "unsafe" in policy else found


def _inline(page: Page) -> list[str]:
    found = ["inline style" for _ in page.all("style")]
    found += ["inline script" for script in page.all("script") if not script.get("src")]
    for element in page.tree.iter():
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                found.append(f"{name} on {element.tag}")
    return found + [f"from elsewhere: {source}" for source in _sources(page) if "//" in source]


def _sources(page: Page) -> list[str]:
    loaded = [*page.all("script"), *page.all("img"), *page.all("iframe")]
    sheets = [link.get("href", "") for link in page.all("link")]
    return [*(element.get("src", "") for element in loaded), *sheets]

"""Writers of finals lists, one file per format; domain values in, bytes out.

Adding one:

1. Write one module here with a module-level `FORMAT` (`list_format.ListFormat`); it takes the sheets of
   one or more events and returns the same bytes for the same sheets.
2. Pass every text through `cells.harmless`, as spreadsheets run what starts like a formula.
3. Add `tests/list_formats/test_<code>.py`; `test_registry.py` checks the promises above for all.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from examapp.list_formats.list_format import ListFormat

__all__ = ["LIST_FORMATS", "ListFormat"]


def _found_formats() -> list[ListFormat]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return [module.FORMAT for module in modules if hasattr(module, "FORMAT")]


LIST_FORMATS: dict[str, ListFormat] = {found.code: found for found in _found_formats()}

"""QTI's two spellings made one: the elements of version 3 get the names they have in version 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, child, children, name_of, text_of

_DASHED = re.compile(r"-([a-z])")
_VERSION = re.compile(r"imsqti(?:asi)?_v(\d)p(\d)")


@dataclass(frozen=True, slots=True)
class MapEntry:
    """What one answer earns."""

    value: Decimal
    case_sensitive: bool


@dataclass(frozen=True, slots=True)
class Declaration:
    """A response variable: what it holds, what is right, what each answer earns."""

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    mapping: Mapping[str, MapEntry] = field(default_factory=dict)
    default: Decimal = Decimal(0)
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def is_number(self) -> bool:
        """Whether the response is a number."""
        return self.base_type in ("float", "integer")


def version_of(root: Element) -> str:
    """Return the version that the root's namespace or name tells: 2.1, 2.2, 3.0; empty for none."""
    match = _VERSION.search(str(root.tag))
    if match:
        return f"{match[1]}.{match[2]}"
    return "3.0" if name_of(root).startswith("qti-") else "2.1"


def with_names_of_version_2(root: Element) -> Element:
    """Rename in place: `qti-choice-interaction` is `choiceInteraction`, and no name has a namespace."""
    for element in root.iter():
        name = name_of(element)
        if not name:
            continue
        if name.startswith("qti-"):
            name = _camel(name.removeprefix("qti-"))
            renamed = [(_camel(str(key)), str(value)) for key, value in element.attrib.items()]
            element.attrib.clear()
            for key, value in renamed:
                element.set(key, value)
        element.tag = name
    return root


def declarations_of(item: Element) -> dict[str, Declaration]:
    """Return the response variables by identifier."""
    found = (_declaration(element) for element in children(item, "responseDeclaration"))
    return {declaration.identifier: declaration for declaration in found}


def values_of(element: Element | None) -> tuple[str, ...]:
    """Return the texts of the `value` elements inside."""
    if element is None:
        return ()
    return tuple(" ".join(text_of(value).split()) for value in children(element, "value"))


def interactions_in(element: Element) -> Iterator[Element]:
    """Yield the interactions anywhere inside, in the order of the document."""
    for found in element.iter():
        if name_of(found).endswith("Interaction"):
            yield found


def identifiers(element: Element, *names: str) -> list[str]:
    """Return the identifiers of the child elements of these names."""
    return [each.get("identifier", "") for each in children(element, *names)]


def _declaration(element: Element) -> Declaration:
    mapping = child(element, "mapping")
    return Declaration(
        identifier=element.get("identifier", ""),
        cardinality=element.get("cardinality", "single").lower(),
        base_type=element.get("baseType", "identifier"),
        correct=values_of(child(element, "correctResponse")),
        mapping=dict(_entries(mapping)) if mapping is not None else {},
        default=_number(mapping, "defaultValue") or Decimal(0),
        lower=_number(mapping, "lowerBound"),
        upper=_number(mapping, "upperBound"),
    )


def _entries(mapping: Element) -> Iterator[tuple[str, MapEntry]]:
    for entry in children(mapping, "mapEntry"):
        value = decimal_of(entry.get("mappedValue")) or Decimal(0)
        sensitive = entry.get("caseSensitive", "false").lower() == "true"
        yield " ".join(entry.get("mapKey", "").split()), MapEntry(value, sensitive)


def _number(mapping: Element | None, name: str) -> Decimal | None:
    return decimal_of(mapping.get(name)) if mapping is not None else None


def _camel(name: str) -> str:
    return _DASHED.sub(lambda match: match[1].upper(), name)

"""What a brought file becomes: a picture that every page may show."""

from __future__ import annotations

from dataclasses import dataclass

MAXIMUM_BYTES = 10_000_000
MAXIMUM_SIDE = 1600


class PictureRefused(Exception):
    """Why a picture isn't taken: a code of the bank report's sentences with its parameters, the file's name apart."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code and the parameters of its sentence."""
        super().__init__(code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored and served; width and height in pixels, 0 for a recording."""

    data: bytes
    media_type: str
    width: int
    height: int

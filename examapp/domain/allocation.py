"""Whether overlapping needs can all be met at once: a maximum flow from supplies to needs."""

from __future__ import annotations

from collections.abc import Sequence


class Allocation:
    """Hold one way to serve needs from supplies, each supply usable by some of the needs only.

    `flow[need][supply]` counts the units that the supply gives the need; `spare[supply]` is what
    it has left. Needs and supplies are numbered from 0.
    """

    __slots__ = ("_flow", "_needs_of", "_spare", "_supplies_of")

    def __init__(self, supplies: Sequence[int], needs_of: Sequence[Sequence[int]], needs: int) -> None:
        """Start with nothing given; `needs_of[supply]` lists the needs that the supply can serve."""
        self._spare = list(supplies)
        self._needs_of = needs_of
        self._flow = [[0] * len(supplies) for _ in range(needs)]
        self._supplies_of: list[list[int]] = [[] for _ in range(needs)]
        for supply, served in enumerate(needs_of):
            for need in served:
                self._supplies_of[need].append(supply)

    def copy(self) -> Allocation:
        """Return an allocation that changes on its own."""
        twin = Allocation.__new__(Allocation)
        twin._spare = self._spare[:]
        twin._flow = [row[:] for row in self._flow]
        twin._needs_of, twin._supplies_of = self._needs_of, self._supplies_of
        return twin

    def fill(self, need: int, units: int) -> int:
        """Give the need up to `units` more, rearranging the others; return how many it got."""
        for given in range(units):
            if not self._augment(need):
                return given
        return units

    def take(self, need: int, supply: int) -> bool:
        """Use up one unit of the supply for the need for good, if all that is given can stay given.

        The need must have been filled and its next unit not yet taken. Return False, and change
        nothing, when some need would then go short.
        """
        mine = self._flow[need]
        if mine[supply]:
            mine[supply] -= 1
            return True
        released = next(other for other, units in enumerate(mine) if units)
        mine[released] -= 1
        self._spare[released] += 1
        if self._withdraw(supply):
            return True
        mine[released] += 1
        self._spare[released] -= 1
        return False

    def _withdraw(self, supply: int) -> bool:
        """Remove one unit of the supply; whoever held it is served from elsewhere or all stays."""
        if self._spare[supply]:
            self._spare[supply] -= 1
            return True
        holder = next(need for need in self._needs_of[supply] if self._flow[need][supply])
        self._flow[holder][supply] -= 1
        if self._augment(holder):
            return True
        self._flow[holder][supply] += 1
        return False

    def _augment(self, start: int) -> bool:
        """Give `start` one more unit along a shortest augmenting path (Edmonds and Karp 1972)."""
        reached: dict[int, int] = {}
        asked_through: dict[int, int] = {start: -1}
        queue = [start]
        for need in queue:
            for supply in self._supplies_of[need]:
                if supply in reached:
                    continue
                reached[supply] = need
                if self._spare[supply]:
                    self._shift(supply, reached, asked_through)
                    return True
                for holder in self._needs_of[supply]:
                    if holder not in asked_through and self._flow[holder][supply]:
                        asked_through[holder] = supply
                        queue.append(holder)
        return False

    def _shift(self, supply: int, reached: dict[int, int], asked_through: dict[int, int]) -> None:
        """Move one unit along the path found, from the supply that has one to spare back to its start."""
        self._spare[supply] -= 1
        while supply >= 0:
            need = reached[supply]
            self._flow[need][supply] += 1
            supply = asked_through[need]
            if supply >= 0:
                self._flow[need][supply] -= 1

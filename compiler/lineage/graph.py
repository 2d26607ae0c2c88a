"""What flows where in one query: frames (its SELECTs and sources) and their outputs, linked by who reads whom."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from compiler.ir.lineage import Effect, Reach, Target


@dataclass(eq=False)
class Output:
    """A column that a frame gives; it reads columns of tables and outputs of other frames, and feeds others.

    `summary`: a number that an aggregate makes of many rows, such as count and sum.
    """

    name: str
    frame: Frame
    summary: bool = False
    reads: list[Target | Output] = field(default_factory=list)
    feeds: list[Sink] = field(default_factory=list)

    @property
    def label(self) -> tuple[str, ...]:
        """How a path speaks of it; nothing for an output of a frame without a name."""
        return (".".join(filter(None, (self.frame.name, self.name))),) if self.frame.name else ()


@dataclass(eq=False)
class Frame:
    """A SELECT, a set operation or a source of rows; `feeds` are those whose rows depend on its rows.

    `name` is that of its CTE or its alias; the frame of the whole query, and sides of set operations, have none.
    """

    name: str = ""
    outputs: list[Output] = field(default_factory=list)
    feeds: list[Sink] = field(default_factory=list)

    def add(self, name: str) -> Output:
        """A further output."""
        output = Output(name, self)
        self.outputs.append(output)
        return output


Sink = Output | Frame
"""Where something flows: into a column, or into which rows there are."""


def feed(read: Target | Output, sink: Sink) -> None:
    """Note that `sink` is made of `read`."""
    if isinstance(sink, Output):
        sink.reads.append(read)
    if isinstance(read, Output):
        read.feeds.append(sink)


def origins(output: Output) -> Iterator[tuple[Target, tuple[str, ...]]]:
    """The columns of tables that an output is made of, each with the shortest way, nearest to the table first."""
    seen: set[object] = {id(output)}
    waiting: deque[tuple[Output, tuple[str, ...]]] = deque([(output, output.label)])
    while waiting:
        at, path = waiting.popleft()
        for read in at.reads:
            key: object = id(read) if isinstance(read, Output) else read
            if key in seen:
                continue
            seen.add(key)
            if isinstance(read, Output):
                waiting.append((read, (*read.label, *path)))
            else:
                yield read, path


def reached(sink: Sink, result: Frame) -> tuple[Reach, ...]:
    """The result columns that something put into `sink` ends up in, each by the shortest way."""
    places = {id(output): at for at, output in enumerate(result.outputs)}
    found: dict[tuple[int | None, Effect], Reach] = {}
    waiting: deque[tuple[Sink, Effect, tuple[str, ...]]] = deque([(sink, "value", ())])
    seen: set[tuple[int, Effect]] = set()
    while waiting:
        at, effect, path = waiting.popleft()
        effect = _weakened(effect, at)
        if (id(at), effect) in seen:
            continue
        seen.add((id(at), effect))
        frame = at if isinstance(at, Frame) else at.frame
        if frame is result:
            column, position = (None, None) if isinstance(at, Frame) else (at.name, places[id(at)])
            found.setdefault((position, effect), Reach(column, position, effect, path))
            continue
        step = _label(at)
        waiting.extend((following, effect, (*path, *step)) for following in at.feeds)
    return tuple(
        sorted(found.values(), key=lambda reach: (reach.position is None, reach.position or 0, reach.effect))
    )


def _weakened(effect: Effect, at: Sink) -> Effect:
    """What is left of an effect behind `at`: rows of anything are rows, a summary's values are no values."""
    if isinstance(at, Frame):
        return "rows"
    return "summary" if at.summary and effect == "value" else effect


def _label(sink: Sink) -> tuple[str, ...]:
    return sink.label if isinstance(sink, Output) else ((sink.name,) if sink.name else ())

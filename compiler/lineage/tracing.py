"""The uses of one analysed query: a pure walk over its tree, in which every name is resolved already.

It visits each SELECT once, its sources before its expressions, and links what reads what (`graph`). Nothing is guessed: a
node that the promises of `compiler.ir.analysed` do not explain raises `Untraceable`, and is never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.analysed import AnalysedQuery, called_at, is_from_star, left_out, stands_for
from compiler.ir.lineage import QueryUse, Role, Target
from compiler.lineage.graph import Frame, Output, Sink, feed, origins, reached
from compiler.lineage.sources import FrameColumns, Source, TableColumns
from compiler.stages.analyse.tsql.words import is_date_part

CLAUSES: Mapping[str, Role] = {"where": "where", "having": "having", "qualify": "qualify", "limit": "limit",
                               "offset": "limit", "group": "group by", "order": "order by"}  # fmt: skip
_WINDOW_PARTS: Mapping[str, Role] = {
    "this": "window argument", "partition_by": "window partition", "order": "window order", "spec": "window frame",
}  # fmt: skip


SUMMARIES = (
    exp.Count, exp.CountIf, exp.Sum, exp.Avg, exp.Stddev, exp.StddevPop, exp.StddevSamp, exp.Variance, exp.VariancePop,
    exp.Corr, exp.CovarPop, exp.CovarSamp, exp.ApproxDistinct,
)  # fmt: skip
"""Aggregates of whose result no single value can be told; min, max, string_agg and the like show one."""


class Untraceable(LookupError):
    """A part of a tree that lineage cannot explain: a fault of the compiler, not of the query."""


@dataclass
class _Environment:
    """What names mean inside one SELECT, whose own columns are those of `frame`; `parent` is the query around it."""

    frame: Frame = field(default_factory=Frame)
    parent: _Environment | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    ctes: Mapping[str, Frame] = field(default_factory=dict)
    windows: Mapping[str, exp.Expr] = field(default_factory=dict)
    """The clause WINDOW: names in lower case to what they stand for."""

    def column(self, table: str, name: str) -> Target | Output | None:
        """What `table.name` reads: the innermost source of that alias decides."""
        at: _Environment | None = self
        while at is not None:
            if table in at.sources:
                return at.sources[table].read(name)
            at = at.parent
        return None


@dataclass(frozen=True)
class _Reference:
    """A name in the query's text, what it reads and where that goes."""

    node: exp.Expr
    read: Target | Output
    role: Role
    sink: Sink
    unnamed: bool = False


def trace(query: AnalysedQuery, schema: CatalogSchema) -> tuple[QueryUse, ...]:
    """Every use in a query of the columns and tables of its catalog, in the order of its text. Raises Untraceable."""
    walk = _Walk(schema)
    result = walk.query(query.tree, _Environment(), "")
    uses = dict.fromkeys(use for found in walk.references for use in _uses(found, result))
    return tuple(sorted(uses, key=lambda use: (use.start, str(use.target), use.role, use.through)))


def _uses(found: _Reference, result: Frame) -> Iterator[QueryUse]:
    written, star = _written(found.node), is_from_star(found.node)
    if written is None:
        return  # a link between frames that no author wrote, such as a side of UNION BY NAME
    start, end = written[0], written[1] + 1
    reaches, direct = reached(found.sink, result), called_at(found.node) is None
    if isinstance(found.read, Target):
        unnamed = found.unnamed and direct
        yield QueryUse(found.read, found.role, start, end, (), reaches, direct, star, unnamed)
        return
    for target, through in origins(found.read):
        yield QueryUse(target, found.role, start, end, through, reaches, direct=False, star=star)


def _written(node: exp.Expr) -> tuple[int, int] | None:
    """The first and the last offset of what is written where a node stands."""
    called = called_at(node)
    if called is not None:
        return called
    name = node.this if isinstance(node, exp.Column | exp.Table) else node
    meta = name.meta if "start" in name.meta else node.meta
    return (int(meta["start"]), int(meta["end"])) if "start" in meta else None


class _Walk:
    """Collects the references of a tree while it builds the frames."""

    def __init__(self, schema: CatalogSchema) -> None:
        self.schema = schema
        self.references: list[_Reference] = []
        self.seen_windows: set[int] = set()

    def query(self, node: exp.Expr, around: _Environment, name: str) -> Frame:
        """The frame of a query that stands inside `around`."""
        inner = self._with_ctes(node, around)
        if isinstance(node, exp.Subquery):
            frame = self.query(node.this, inner, name)
            self._clauses(node, replace(inner, frame=frame))
            return frame
        if isinstance(node, exp.Select):
            return self._select(node, inner, name)
        if isinstance(node, exp.SetOperation):
            return self._set_operation(node, inner, name)
        if isinstance(node, exp.Values):
            return self._values(node, inner, name)
        raise Untraceable(f"a query of kind {type(node).__name__}")

    def _with_ctes(self, node: exp.Expr, around: _Environment) -> _Environment:
        clause = node.args.get("with_")
        if clause is None:
            return around
        inner = _Environment(around.frame, around, {}, dict(around.ctes))
        for cte in clause.expressions:
            inner.ctes = {**inner.ctes, cte.alias: self._cte(cte, inner)}
        return inner

    def _cte(self, cte: exp.CTE, around: _Environment) -> Frame:
        """A CTE may read itself: it is known to its own query by the columns of its first side."""
        frame = Frame(cte.alias)
        names = _column_names(cte) or [item.alias for item in _naming_items(cte.this)]
        for name in names:
            frame.add(name)
        body = self.query(cte.this, _Environment(frame, around, {}, {**around.ctes, cte.alias: frame}), "")
        for extra in body.outputs[len(frame.outputs) :]:
            frame.add(extra.name)
        _pour(body, frame)
        return frame

    def _set_operation(self, node: exp.SetOperation, around: _Environment, name: str) -> Frame:
        """A chain of set operations from its far left end, so that a long chain is no deep recursion."""
        spine: list[exp.SetOperation] = [node]
        while isinstance(spine[-1].this, exp.SetOperation) and spine[-1].this.args.get("with_") is None:
            spine.append(spine[-1].this)
        frame = self.query(spine[-1].this, around, "")
        for link in reversed(spine):
            right = self.query(link.expression, around, "")
            combined = Frame(name if link is node else "")
            for output in frame.outputs:
                combined.add(output.name)
            _pour(frame, combined)
            _pour(right, combined)
            self._clauses(link, replace(around, frame=combined))
            frame = combined
        return frame

    def _values(self, node: exp.Values, around: _Environment, name: str) -> Frame:
        frame, names = Frame(name), _column_names(node)
        for at in range(len(node.expressions[0].expressions)):
            output = frame.add(names[at] if at < len(names) else f"column{at + 1}")
            for row in node.expressions:
                self.expression(row.expressions[at], "from", around, output)
        return frame

    def _select(self, node: exp.Select, around: _Environment, name: str) -> Frame:
        frame = Frame(name)
        windows = {window.name.lower(): window for window in node.args.get("windows") or []}
        inner = _Environment(frame, around, {}, around.ctes, windows)
        first = node.args.get("from_")
        for source in [*([first.this] if first is not None else []), *(node.args.get("laterals") or [])]:
            self._source(source, "from", inner)
        for join in node.args.get("joins") or []:
            self._join(join, inner)
        for item in node.expressions:
            body, unnamed = item.this, "start" not in item.args["alias"].meta
            self.expression(body, "select", inner, frame.add(item.alias), unnamed)
        for column in left_out(node):
            self.expression(column, "left out", inner, Output(column.name, Frame()))
        distinct = node.args.get("distinct")
        if distinct is not None and distinct.args.get("on") is not None:
            self.expression(distinct.args["on"], "distinct on", inner, frame)
        self._clauses(node, inner)
        for window in windows.values():
            if id(window) not in self.seen_windows:
                self.expression(window, "window order", inner, Output(window.name, Frame()))
        return frame

    def _clauses(self, node: exp.Expr, around: _Environment) -> None:
        for key, role in CLAUSES.items():
            clause = node.args.get(key)
            if clause is not None:
                self.expression(clause, role, around, around.frame)

    def _join(self, join: exp.Join, around: _Environment) -> None:
        self._source(join.this, "join", around)
        condition = join.args.get("on")
        if condition is not None:
            self.expression(condition, "join", around, around.frame)

    def _source(self, node: exp.Expr, role: Role, around: _Environment) -> None:
        """One item of FROM, with the joins nested in it."""
        if isinstance(node, exp.Subquery) and not isinstance(node.this, exp.Query):
            self._source(node.this, role, around)
        else:
            around.sources[node.alias] = self._columns(node, role, around)
        for join in node.args.get("joins") or []:
            self._join(join, around)

    def _columns(self, node: exp.Expr, role: Role, around: _Environment) -> Source:
        if isinstance(node, exp.Table) and node.args.get("db") is not None:
            table = self.schema.find(node.name, node.db)
            if table is None:
                raise Untraceable(f"table {node.sql()}")
            unnamed = "start" not in node.args["alias"].this.meta
            self.references.append(_Reference(node, Target(str(table.name)), role, around.frame, unnamed))
            return TableColumns(table, _column_names(node))
        names, is_cte = _column_names(node), _is_cte(node)
        source = around.ctes.get(node.name) if is_cte else self._rows(node, role, around)
        if source is None:
            raise Untraceable(f"{node.name}, which is neither a table nor a CTE")
        if not is_cte and len(source.outputs) >= len(names):
            for output, name in zip(source.outputs, names, strict=False):
                output.name = name
        source.feeds.append(around.frame)
        return FrameColumns(source, names)

    def _rows(self, node: exp.Expr, role: Role, around: _Environment) -> Frame:
        if isinstance(node, exp.Subquery):
            return self.query(
                node.this, _Environment(around.frame, around.parent, {}, around.ctes), node.alias
            )
        if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
            return self.query(node.this.unnest(), around, node.alias)
        if isinstance(node, exp.Values):
            return self._values(node, around, node.alias)
        return self._function(node, role, around)

    def _function(self, node: exp.Expr, role: Role, around: _Environment) -> Frame:
        """A function that returns rows: whatever it returns is made of all its arguments."""
        made = Frame(node.alias)
        output = made.add("")
        for key, value in node.args.items():
            if key not in ("alias", "joins"):
                for part in value if isinstance(value, list) else [value]:
                    if isinstance(part, exp.Expr):
                        self.expression(part, role, around, output)
        return made

    def expression(
        self, root: exp.Expr, role: Role, around: _Environment, sink: Sink, unnamed: bool = False
    ) -> None:
        """Every reference of an expression; a query inside it flows where the expression flows."""
        stack: list[tuple[exp.Expr, Role, Sink]] = [(root, role, sink)]
        while stack:
            node, at, into = stack.pop()
            if (meant := stands_for(node)) is not None:
                stack.append((meant, at, into))
                continue
            if isinstance(node, exp.Column) and is_date_part(node):
                continue
            if isinstance(node, exp.Column) or _is_position(node, at):
                read = self._read(node, around)
                feed(read, into)
                self.references.append(_Reference(node, read, at, into, unnamed and node is root))
            elif isinstance(node, exp.Query):
                inner = self.query(node, _Environment(around.frame, around, {}, around.ctes), "")
                inner.feeds.append(into)
                for output in inner.outputs:
                    feed(output, into)
            else:
                into = _summary(into) if isinstance(node, SUMMARIES) else into
                stack += [(part, part_role, into) for part, part_role in _parts(node, at)]
                if isinstance(node, exp.Window):
                    stack += [(window, at, into) for window in self._named_window(node, around)]

    def _named_window(self, node: exp.Window, around: _Environment) -> list[exp.Expr]:
        """What `w` in `OVER w` stands for."""
        name = node.args.get("alias")
        window = around.windows.get(name.name.lower()) if name is not None else None
        if window is None:
            return []
        self.seen_windows.add(id(window))
        return [window]

    def _read(self, node: exp.Expr, around: _Environment) -> Target | Output:
        if isinstance(node, exp.Literal):
            return around.frame.outputs[int(node.name) - 1]
        if node.args.get("table") is None:
            named = [output for output in around.frame.outputs if output.name == node.name]
            if len(named) == 1:
                return named[0]
            raise Untraceable(f"{node.name}, which no table is named for")
        table = str(node.args["table"].name)
        read = around.column(table, node.name)
        if read is None:
            raise Untraceable(f"{table}.{node.name}")
        return read


def _summary(into: Sink) -> Output:
    """A number that feeds `into`."""
    made = Output("", Frame(), summary=True)
    feed(made, into)
    return made


def _is_cte(node: exp.Expr) -> bool:
    """Whether a source without a schema is a name, and no function."""
    return isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier)


def _is_position(node: exp.Expr, role: Role) -> bool:
    """Whether a number is a key of ORDER BY, which stands for a column of the result."""
    return isinstance(node, exp.Literal) and role == "order by" and isinstance(node.parent, exp.Ordered)


def _parts(node: exp.Expr, role: Role) -> Iterator[tuple[exp.Expr, Role]]:
    for child in node.iter_expressions():
        if isinstance(node, exp.Window):
            yield child, _WINDOW_PARTS.get(child.arg_key or "", role)
        elif isinstance(node, exp.Filter) and child.arg_key == "expression":
            yield child, "filter"
        else:
            yield child, role


def _pour(source: Frame, into: Frame) -> None:
    """Each column of `source` becomes the one at its place in `into`."""
    source.feeds.append(into)
    for output, following in zip(source.outputs, into.outputs, strict=False):
        feed(output, following)


def _column_names(node: exp.Expr) -> list[str]:
    alias = node.args.get("alias")
    columns = alias.args.get("columns") if isinstance(alias, exp.TableAlias) else None
    return [str(column.name) for column in columns or []]


def _naming_items(node: exp.Expr) -> list[exp.Expr]:
    """The items whose names a query's columns have: those of the leftmost SELECT."""
    at = node
    while isinstance(at, exp.Subquery | exp.SetOperation):
        at = at.this
    return list(at.expressions) if isinstance(at, exp.Select) else []

"""The comments and blank lines of a file, handed out once each, in the order of the file."""

from __future__ import annotations

from compiler.formatting.parts import File


class Comments:
    """What stands between the parts. Parts are laid out in the order of the file, so that a comment finds its neighbour."""

    def __init__(self, file: File) -> None:
        self._text = file.text
        self._kept = file.kept
        self._alone = [comment for comment in file.comments if comment.alone]
        self._behind = {comment.line: comment for comment in file.comments if not comment.alone}

    def above(self, until: int, indent: int, column: int = 0) -> list[str]:
        """The comments on lines of their own before an offset, as far as they stand at `column` or right of it."""
        lines: list[str] = []
        while self._alone and self._alone[0].start < until and self._alone[0].column >= column:
            comment = self._alone.pop(0)
            lines += [""] if self.blank_above(comment.start) else []
            lines.append(" " * indent + comment.text)
        return lines

    def skip(self, until: int) -> None:
        """Lets go of those that stand inside something that is written as it was."""
        while self._alone and self._alone[0].start < until:
            self._alone.pop(0)

    def behind(self, offset: int) -> str:
        """The comment that follows an offset on its line, with the blanks before it."""
        comment = self._behind.get(self._text.count("\n", 0, offset))
        if comment is None or comment.start < offset:
            return ""
        del self._behind[comment.line]
        return ("  " if "\t" in comment.gap else comment.gap) + comment.text

    def blank_above(self, offset: int) -> bool:
        """Whether the line above that of an offset is empty, and no part of a block scalar."""
        line_start = self._text.rfind("\n", 0, offset) + 1
        if line_start == 0 or any(start < line_start <= end for start, end in self._kept):
            return False
        return not self._text[self._text.rfind("\n", 0, line_start - 1) + 1 : line_start].strip()

"""The base of all errors that users are told in one sentence, and the sentence for a disk without room."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NO_ROOM = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FILE = re.compile(r".*file: (.+?): ")


class JingweiError(Exception):
    """Something a user can mend; the message says what and where. The command line ends on it with exit code 2."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Put the name of a file on an error of writing it: the system names a file only when it is opened.

    Raises OSError with the name.
    """
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def no_room(error: OSError) -> str | None:
    """Return one sentence for a full disk, a used-up quota or a limit of a file's size; None for any other error.

    Errors of the database carry the system's words and the file's name in their text only.

    Example: `there is no room for 图谱/graph.nq.part (No space left on device): …`
    """
    text = error.strerror or str(error)
    reason = next((words for words in _NO_ROOM if text.endswith(words)), None)
    if reason is None:
        return None
    named = _FILE.match(text)
    what = error.filename or (named[1] if named else "the output")
    return f"there is no room for {what} ({reason}): make room and run the same command again; what is finished stays"

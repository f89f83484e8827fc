"""The command `kg`: arguments, progress, messages in one sentence, exit codes.

Exit codes: 0 success, 1 findings (some input could not be used, a check found something), 2 wrong use.
Results go to stdout, messages to stderr.
"""

from kg.cli.command import main

__all__ = ["main"]

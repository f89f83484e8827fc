"""The base of all errors that users are told in one sentence."""


class JingweiError(Exception):
    """Something a user can mend; the message says what and where. The command line ends on it with exit code 2."""

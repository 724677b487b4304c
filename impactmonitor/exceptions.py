"""Every error that a user may see: one sentence that says what is wrong and what to do.

`exit_code` is what the command line returns; web pages map the same classes to a status in web/errors.py.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence

from impactmonitor.findings import Finding


class ImpactmonitorError(Exception):
    """Base of all errors that are shown without traceback."""

    exit_code = 1


class SettingsError(ImpactmonitorError):
    """The environment asks for something impossible."""

    exit_code = 2


class UnknownNameError(ImpactmonitorError):
    """An indicator, region, period or release that does not exist."""

    exit_code = 2


class CatalogueError(ImpactmonitorError):
    """The catalogue has errors; `findings` names file, line and remedy of each."""

    exit_code = 3

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = len(self.findings)
        super().__init__(
            f"The catalogue has {errors} error{'s' if errors != 1 else ''}:\n"
            + "\n".join(str(f) for f in self.findings)
        )


class DeliveryError(CatalogueError):
    """A delivery was refused; nothing of it is in force."""

    exit_code = 4

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = len(self.findings)
        Exception.__init__(
            self,
            f"The figures have {errors} error{'s' if errors != 1 else ''}; nothing was released:\n"
            + "\n".join(str(f) for f in self.findings),
        )


class DisclosureError(ImpactmonitorError):
    """Figures that may not leave."""

    exit_code = 5


class ReleaseError(ImpactmonitorError):
    """A release is missing, damaged or cannot be made."""

    exit_code = 6


class BusyError(ImpactmonitorError):
    """Another run of the same command is busy."""

    exit_code = 7


class StorageError(ImpactmonitorError):
    """The disk is full or cannot be written."""

    exit_code = 8


class ServeError(ImpactmonitorError):
    """The server cannot listen on the address that was asked for."""

    exit_code = 9


class SourceError(ImpactmonitorError):
    """A source on the internet cannot be reached, or answers with something that we cannot use.

    `unreachable` says that there was no connection at all, so that asking the next question makes no sense.
    """

    exit_code = 10

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable


class NotThereError(SourceError):
    """The source answers, but does not have what was asked for."""


class IncompleteError(ImpactmonitorError):
    """Some of what was asked for did not come; the rest did, and is in force."""

    exit_code = 11


class ExportError(ImpactmonitorError):
    """The site cannot be written as files."""

    exit_code = 12


class ReportError(ImpactmonitorError):
    """A report, deck or workbook cannot be made."""

    exit_code = 13


HOME_REMEDY = "Point IMPACTMONITOR_HOME to a folder that you may write."


def storage_error(error: OSError, what: str, remedy: str = HOME_REMEDY) -> StorageError:
    """The sentence for an operating-system error while writing `what`, with what to do (`remedy`)."""
    if error.errno == errno.ENOSPC:
        return StorageError(
            f"The disk is full: {what} was not written. The active release is unchanged. "
            "Free some space and run the command again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(f"No permission to write {what} ({error.filename or ''}). {remedy}")
    return StorageError(f"{what} was not written: {error.strerror or error}. The active release is unchanged. {remedy}")


def database_error(error: Exception, what: str) -> ImpactmonitorError:
    """The sentence for an error of the database while it worked on `what`, most often a full disk."""
    if re.search(r"no space left|disk full|out of disk", str(error), re.I):
        return storage_error(OSError(errno.ENOSPC, "No space left on device"), what)
    return ReleaseError(f"The database could not go on with {what}: {str(error).splitlines()[0]}")

"""The words of the H5P core in the reader's language."""

from django.utils.translation import gettext as _


def core_words() -> dict[str, str]:
    """What the player's core says itself; contents bring their own words."""
    return {
        "fullscreen": _("Full screen"),
        "disableFullscreen": _("Leave full screen"),
        "copyrights": _("Rights of use"),
        "copyrightInformation": _("Rights of use"),
        "copyrightsDescription": _("View rights of use of this content."),
        "close": _("Close"),
        "title": _("Title"),
        "author": _("Author"),
        "year": _("Year"),
        "source": _("Source"),
        "license": _("Licence"),
        "by": _("by"),
        "showMore": _("Show more"),
        "showLess": _("Show less"),
        "size": _("Size"),
        "contentChanged": _("This content has changed since you last opened it."),
        "startingOver": _("You start again."),
        "confirmDialogHeader": _("Confirm"),
        "confirmDialogBody": _("Please confirm. This cannot be undone."),
        "cancelLabel": _("Cancel"),
        "confirmLabel": _("Confirm"),
        "contentCopied": _("The content was copied."),
        "connectionLost": _("The connection is lost. Answers are kept and sent later."),
        "connectionReestablished": _("The connection is back."),
        "resubmitScores": _("Sending the kept answers."),
        "offlineDialogHeader": _("The connection to the server was lost"),
        "offlineDialogBody": _("The answer could not be sent. Please check the network."),
        "offlineDialogRetryMessage": _("Trying again in :num…"),
        "offlineDialogRetryButtonLabel": _("Try again now"),
        "offlineSuccessfulSubmit": _("The answers were sent."),
        "licenseU": _("Not stated"),
        "licenseC": _("All rights reserved"),
        "licensePD": _("Public domain"),
    }

"""Transfer as a Django app."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Units, not persons: applications handed over to units, phase by phase."""

    name = "transfer"
    verbose_name = "Transfer"

    def ready(self) -> None:
        """Declare the statements of handovers."""
        import transfer.handover.statements  # noqa: F401  # imported for what it registers

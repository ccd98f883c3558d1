"""What can go wrong between the program and its own files."""


class StoreFault(Exception):
    """The profile cannot be used as asked: `code` says why, `detail` names nobody.

    Codes: see `CODES`. Nothing has been lost or half-written when it is raised.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


CODES = (
    "no_profile",
    "profile_exists",
    "wrong_password",
    "wrong_recovery_code",
    "wrong_phone_code",
    "phone_code_spent",
    "too_many_tries",
    "unknown_officer",
    "last_officer",
    "slots_damaged",
    "slot_damaged",
    "recovery_damaged",
    "phone_code_damaged",
    "database_damaged",
    "database_missing",
    "disk_full",
    "folder_read_only",
    "disk_failed",
    "foreign_commune",
    "foreign_device",
    "foreign_key",
    "newer_program",
    "already_open",
    "folder_too_long",
    "network_folder",
    "cloud_folder",
    "not_durable",
    "backup_damaged",
    "backup_foreign",
    "backup_scans_missing",
    "backup_disk_foreign",
    "no_backup_folder",
    "nothing_to_mend",
    "cancelled",
    "no_dossier",
    "file_missing",
    "file_damaged",
    "file_too_large",
    "no_room_for_scans",
)

"""What a technician can do wrong or find broken; each has a stable code for its words."""


class GatewayFault(Exception):
    """The gateway cannot do what was asked."""

    code = "gateway"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code}: {detail}" if detail else self.code)
        self.detail = detail


class NotAGateway(GatewayFault):
    """The folder holds no gateway; `motcua gateway init` makes one."""

    code = "gateway_missing"


class NotACopy(GatewayFault):
    """The folder that is to be put back holds no copy of a gateway."""

    code = "gateway_copy_missing"


class BadCommuneCode(GatewayFault):
    """What was given as a commune's code cannot be one."""

    code = "commune_code_wrong"


class NoSuchCommune(GatewayFault):
    """The gateway serves no commune of this code."""

    code = "commune_unknown"


class NoSuchDevice(GatewayFault):
    """No device of this id is enrolled."""

    code = "device_unknown"


class AlreadyRevoked(NoSuchDevice):
    """The device's word has been ended before."""

    code = "device_already_revoked"


class NoSuchEntity(GatewayFault):
    """No log holds anything about the dossier that was named."""

    code = "dossier_unknown"


class NoUnit(GatewayFault):
    """No policy says under which unit a commune's official numbers are given."""

    code = "unit_unknown"


class NoSuchOperator(GatewayFault):
    """Nobody of this name looks after the gateway."""

    code = "operator_unknown"


class BadOperatorName(GatewayFault):
    """An operator's name is empty, too long, or cannot be shown."""

    code = "operator_name_wrong"


class WeakPassword(GatewayFault):
    """An operator's password is too short."""

    code = "operator_password_short"


class NotStarted(GatewayFault):
    """The server did not begin to listen."""

    code = "gateway_not_started"


class NewerDatabase(GatewayFault):
    """The file was written by a newer program; it is left alone."""

    code = "gateway_newer"


class OlderDatabase(GatewayFault):
    """The tables are missing or an older program's; `motcua gateway init` brings them up."""

    code = "gateway_older"


class WrongDatabase(GatewayFault):
    """The database is another one than it must be, or would not keep our rules."""

    code = "gateway_database"


class StorageFailed(GatewayFault):
    """The disk is full, gone or broken; nothing of the transaction is kept."""

    code = "gateway_storage"
    retry_after = 300


class CopyFailed(StorageFailed):
    """A copy could not be written: its disk is full, or a disk is broken."""

    code = "gateway_copy_failed"


class DatabaseAway(StorageFailed):
    """The database server does not answer; it will be asked again at the next request."""

    code = "gateway_database_away"
    retry_after = 30


class HelpdeskExists(GatewayFault):
    """The helpdesk has a key already; a second one is made on purpose only."""

    code = "helpdesk_exists"


class HelpdeskMissing(GatewayFault):
    """The helpdesk has no key yet; `motcua gateway helpdesk init` makes one."""

    code = "helpdesk_missing"


class HelpdeskKeyMissing(GatewayFault):
    """The file with the helpdesk's secret key is not here, or cannot be read."""

    code = "helpdesk_key_missing"
    is_detail_told = True


class HelpdeskPassphrase(GatewayFault):
    """The passphrase does not open the helpdesk's key."""

    code = "helpdesk_passphrase"


class HelpdeskPassphraseShort(GatewayFault):
    """The helpdesk's passphrase is too short to withstand guessing."""

    code = "helpdesk_passphrase_short"


class NotForHelpdesk(GatewayFault):
    """The file is not sealed for this key, or was changed on its way."""

    code = "not_for_helpdesk"


class PhoneCodesMissing(GatewayFault):
    """No code of that number has come from that PC."""

    code = "phone_codes_missing"

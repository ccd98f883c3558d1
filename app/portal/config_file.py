"""Reads the connector's configuration file and says at once what in it cannot be right.

Each mistake names its key, so that the technician finds the line; nothing is started before that.
"""

import ssl
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from app.domain.provincial import HOME
from app.portal.config import Config, SystemPart
from app.portal.faults import BadConfig
from app.portal.mapping import GENERATIONS

_DAY = 24 * 3600
_TEXTS = {
    "office": ("commune", "commune_name", "province", "province_name"),
    "system": ("username", "madonvi", "agency"),
}
_SECONDS: dict[tuple[str, str], tuple[float, float]] = {
    ("system", "connect_seconds"): (0.1, 600),
    ("system", "read_seconds"): (0.1, 600),
    ("pace", "between"): (0.01, _DAY),
    ("pace", "between_procedures"): (0, 600),
    ("pace", "longest"): (0.01, _DAY),
    ("pace", "link_life"): (60, 366 * _DAY),
    ("pace", "report_after"): (0, 7 * _DAY),
}


def read_config(path: Path) -> Config:
    """Read and check the file; raises `BadConfig`. Relative paths start at the file's folder."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        for mistake in _of_keys(plain, Config):
            raise BadConfig(mistake)
        config = msgspec.convert(plain, Config, dec_hook=_path)
    except (OSError, UnicodeDecodeError) as why:
        raise BadConfig(str(path)) from why
    except (ValueError, RecursionError, msgspec.ValidationError) as why:
        raise BadConfig(str(why)) from why
    rooted = _rooted(config, path.parent)
    for mistake in _mistakes(rooted):
        raise BadConfig(mistake)
    return rooted


def _of_keys(
    said: Mapping[str, object], kind: type[msgspec.Struct], part: str = ""
) -> Iterator[str]:
    """Keys that nobody knows, and those that must be there and are not."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in said:
        if key not in fields:
            yield f"{part}{key}: không có mục tên này"
    for key, field in fields.items():
        inside = said.get(key)
        if field.required and key not in said:
            yield f"{part}{key}: chưa ghi"
        elif isinstance(inside, dict) and _is_table(field.type):
            yield from _of_keys(inside, field.type, f"{key}.")


def _is_table(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _path(_kind: type, said: object) -> Path:
    """Text as a path: the one kind of value here that TOML has no word for."""
    return Path(str(said))


def _rooted(config: Config, folder: Path) -> Config:
    """The same with absolute paths."""
    system = msgspec.structs.replace(
        config.system,
        password_file=folder / config.system.password_file,
        authority=folder / config.system.authority if config.system.authority else None,
    )
    return msgspec.structs.replace(
        config,
        profile=folder / config.profile,
        password_file=folder / config.password_file,
        system=system,
    )


def _mistakes(config: Config) -> Iterator[str]:
    """Every mistake: the key, then what is wrong with it, for the technician."""
    yield from _of_texts(config)
    yield from _of_system(config.system)
    for (part, key), (least, most) in _SECONDS.items():
        value = getattr(getattr(config, part), key)
        if not least <= value <= most:
            yield f"{part}.{key} = {value}: phải từ {least:g} đến {most:g} giây"
    if config.number.source == "province" and not config.number.service:
        yield "number.service: chưa ghi tên dịch vụ cấp số"
    if config.inbound.list_service and not config.inbound.acknowledge_service:
        yield "inbound.acknowledge_service: chưa ghi tên dịch vụ báo đã nhận"


def _of_texts(config: Config) -> Iterator[str]:
    for part, keys in _TEXTS.items():
        for key in keys:
            if not getattr(getattr(config, part), key).strip():
                yield f"{part}.{key}: để trống"


def _of_system(system: SystemPart) -> Iterator[str]:
    yield from _of_address(system)
    if system.generation not in GENERATIONS:
        known = ", ".join(sorted(GENERATIONS))
        yield f"system.generation = {system.generation}: chỉ có {known}"
    if system.name != HOME:
        yield f"system.name = {system.name}: hiện mỗi xã chỉ kết nối một hệ thống, tên “{HOME}”"
    if system.authority is not None:
        try:
            ssl.create_default_context().load_verify_locations(system.authority)
        except OSError:
            yield f"system.authority = {system.authority}: không đọc được tệp chứng thư PEM này"


def _of_address(system: SystemPart) -> Iterator[str]:
    schemes = {"https", "http"} if system.plain_http else {"https"}
    if not _is_address(system.base, schemes):
        yield (
            f"system.base = {system.base}: phải là https://MÁY-CHỦ "
            "(http:// chỉ khi ghi plain_http = true)"
        )
    for key in ("auth_endpoint", "integration_endpoint", "share_endpoint"):
        path = getattr(system, key)
        is_left_out = key == "share_endpoint" and not path
        if not (is_left_out or path.startswith("/")):
            yield f"system.{key} = {path}: phải bắt đầu bằng dấu /"


def _is_address(text: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(text)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_bare = not (parts.query or parts.fragment or parts.username)
    return parts.scheme in schemes and bool(parts.hostname) and is_port and is_bare

"""What the doctor's checks are about."""

from collections.abc import Mapping
from enum import Enum

from app.usecases.checks import Group

DOCTOR: Mapping[type[Enum], Mapping[Enum, str]] = {
    Group: {
        Group.LINE: "Đường truyền đến tỉnh",
        Group.PC: "Máy tính",
        Group.OFFICE: "Dữ liệu của cơ quan",
    }
}

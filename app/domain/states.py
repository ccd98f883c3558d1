"""The ten official states of a dossier, the acts that move it, and whose stage each one is.

The codes are TrangThaiHoSo of the national system; the acts and the edges follow NĐ 118/2025
(Điều 16-22) and what provincial systems allow. `ALLOWED` with `refusal` is the rule; nobody asks
about a state elsewhere. Imports nothing.
"""

from enum import IntEnum, StrEnum


class State(IntEnum):
    """TrangThaiHoSo, the number that the province's system knows."""

    NOT_HERE = 0  # nothing of it has reached this PC yet; never sent to anybody
    REGISTERED = 1  # Mới đăng ký
    ACCEPTED = 2  # Được tiếp nhận
    NOT_ACCEPTED = 3  # Không được tiếp nhận
    PROCESSING = 4  # Đang xử lý
    SUPPLEMENT = 5  # Yêu cầu bổ sung giấy tờ
    FINANCIAL_DUTY = 6  # Yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWN = 7  # Công dân yêu cầu rút hồ sơ
    STOPPED = 8  # Dừng xử lý
    DONE = 9  # Đã xử lý xong
    RETURNED = 10  # Đã trả kết quả


class Act(StrEnum):
    """What a person may do to a dossier, in the words of the desk."""

    REGISTER = "register"  # ghi nhận hồ sơ nộp, chưa tiếp nhận
    RECEIVE = "receive"  # tiếp nhận
    CORRECT_RECEPTION = "correct_reception"  # đính chính tiếp nhận
    REQUEST_SUPPLEMENT = "request_supplement"  # yêu cầu bổ sung
    RECEIVE_SUPPLEMENT = "receive_supplement"  # nhận bổ sung
    REFUSE = "refuse"  # từ chối
    CLOSE_UNSUPPLEMENTED = "close_unsupplemented"  # đóng hồ sơ quá hạn bổ sung
    FORWARD = "forward"  # chuyển hồ sơ
    ASK_FINANCIAL_DUTY = "ask_financial_duty"  # yêu cầu nghĩa vụ tài chính
    MEET_FINANCIAL_DUTY = "meet_financial_duty"  # đã thực hiện nghĩa vụ tài chính
    PAUSE = "pause"  # dừng xử lý
    RESUME = "resume"  # xử lý tiếp
    EXTEND = "extend"  # gia hạn, hẹn lại ngày trả
    RECORD_RESULT = "record_result"  # ghi nhận kết quả
    RETURN_RESULT = "return_result"  # trả kết quả
    WITHDRAW = "withdraw"  # rút hồ sơ
    REPORT_STATE = "report_state"  # hệ thống tỉnh báo trạng thái
    IMPORT = "import"  # nhập hồ sơ đang giải quyết từ tệp của tỉnh

    CHANGE_CONTACT = "change_contact"  # sửa thông tin liên hệ
    CHANGE_FIELD = "change_field"  # sửa thông tin
    TAKE_FEE = "take_fee"  # thu phí, lệ phí
    CONFIRM_FEE = "confirm_fee"  # xác nhận tiền chuyển khoản đã về
    REFUND_FEE = "refund_fee"  # trả lại tiền, bỏ khoản ghi nhầm
    ASSIGN = "assign"  # phân công, nhận thụ lý
    SEND_BACK = "send_back"  # trả lại bước trước
    CONSULT = "consult"  # lấy ý kiến
    ANSWER_CONSULTATION = "answer_consultation"  # ghi ý kiến trả lời
    NOTIFY_HEAD = "notify_head"  # báo người đứng đầu Một cửa về ý kiến chậm
    WISH_SUPPLEMENT = "wish_supplement"  # yêu cầu một cửa bổ sung
    COMPARE_ORIGINALS = "compare_originals"  # đối chiếu bản chính
    SIGN_RESULT = "sign_result"  # ký kết quả
    FIND_FAULT = "find_fault"  # kết quả có sai sót
    CORRECT_RESULT = "correct_result"  # sửa kết quả sai
    RETURN_MENDED = "return_mended"  # trả kết quả đã sửa
    ARCHIVE = "archive"  # lưu hồ sơ
    PROPOSE = "propose"  # đề nghị nơi đang giải quyết
    REPORT_SLIP_LOST = "report_slip_lost"  # ghi mất giấy hẹn
    PLACE_PAPERS = "place_papers"  # ghi ai giữ hồ sơ giấy
    CHAIN_AFTER = "chain_after"  # chờ kết quả của hồ sơ khác (liên thông)
    NOTE_OLD_NUMBER = "note_old_number"  # ghi số cũ trước sáp nhập
    REPLACE_CODE = "replace_code"  # cấp mã mới thay mã bị trùng
    CERTIFY = "certify"  # ghi sổ chứng thực
    CORRECT_CERTIFICATION = "correct_certification"  # sửa dòng sổ chứng thực
    ADD_NOTE = "add_note"  # ghi chú
    WITHDRAW_IMPORT = "withdraw_import"  # bỏ lần nhập từ tệp của tỉnh
    FILL_DECLARATION = "fill_declaration"  # ghi tờ khai giúp người nộp
    SCAN_PAPER = "scan_paper"  # quét giấy tờ
    REMOVE_SCAN = "remove_scan"  # bỏ bản quét
    WAIVE_SCAN = "waive_scan"  # giấy tờ không số hóa
    PRINT_SLIP = "print_slip"  # in giấy
    TELL_CITIZEN = "tell_citizen"  # báo cho dân
    SETTLE_CONFLICT = "settle_conflict"  # xử lý dữ liệu xung đột
    DECLARE_LOST = "declare_lost"  # xác nhận dữ liệu đã mất
    REVIEW_ASIDE = "review_aside"  # xem việc ghi không được áp dụng
    ENTER_BY_HAND = "enter_by_hand"  # đã nhập tay trên hệ thống tỉnh
    ASK_RESEND = "ask_resend"  # gửi lại hệ thống tỉnh
    GIVE_CODE = "give_code"  # hệ thống tỉnh cấp mã
    ANSWER = "answer"  # hệ thống tỉnh ghi nhận hoặc chưa ghi nhận
    BRING_ONLINE = "bring_online"  # người dân bổ sung trực tuyến


class Holder(StrEnum):
    """In whose hands a dossier is: that side's word counts for the fields it owns."""

    COMMUNE = "commune"
    PROVINCE = "province"


class Stage(StrEnum):
    """Whose work a state is (one authoritative owner per stage)."""

    CITIZEN = "citizen"
    DESK = "desk"  # Bộ phận Một cửa
    DECIDER = "decider"  # cơ quan giải quyết


STAGE: dict[State, Stage] = {
    State.NOT_HERE: Stage.DESK,
    State.REGISTERED: Stage.DESK,
    State.ACCEPTED: Stage.DESK,
    State.NOT_ACCEPTED: Stage.DESK,
    State.PROCESSING: Stage.DECIDER,
    State.SUPPLEMENT: Stage.CITIZEN,
    State.FINANCIAL_DUTY: Stage.CITIZEN,
    State.WITHDRAWN: Stage.DESK,
    State.STOPPED: Stage.DECIDER,
    State.DONE: Stage.DESK,
    State.RETURNED: Stage.DESK,
}

# Deeds that leave the state alone and are never refused because of it.
_ALWAYS = frozenset(
    {
        Act.CHANGE_CONTACT,
        Act.CHANGE_FIELD,
        Act.TAKE_FEE,
        Act.CONFIRM_FEE,
        Act.REFUND_FEE,
        Act.REPORT_SLIP_LOST,
        Act.PLACE_PAPERS,
        Act.NOTE_OLD_NUMBER,
        Act.CHAIN_AFTER,
        Act.REPLACE_CODE,
        Act.CERTIFY,
        Act.CORRECT_CERTIFICATION,
        Act.ADD_NOTE,
        Act.FILL_DECLARATION,
        Act.SCAN_PAPER,
        Act.REMOVE_SCAN,
        Act.WAIVE_SCAN,
        Act.PRINT_SLIP,
        Act.TELL_CITIZEN,
        Act.SETTLE_CONFLICT,
        Act.DECLARE_LOST,
        Act.REVIEW_ASIDE,
        Act.ENTER_BY_HAND,
        Act.ASK_RESEND,
        Act.GIVE_CODE,
        Act.ANSWER,
        Act.BRING_ONLINE,
    }
)

_AT_WORK = frozenset({State.ACCEPTED, State.PROCESSING, State.FINANCIAL_DUTY, State.STOPPED})
_WITH_RESULT = frozenset({State.DONE, State.RETURNED})
_HERE = frozenset(State) - {State.NOT_HERE}

# Where a dossier may stand that the office takes over from the province's system on its first day.
IMPORTED_STATES = _AT_WORK | {State.SUPPLEMENT, State.DONE}

# Deeds that leave the state alone and make sense only in some: asked before the act, never
# afterwards by the fold, which keeps whatever was done.
_DEEDS_IN: dict[Act, frozenset[State]] = {
    Act.ASSIGN: _AT_WORK,
    Act.SEND_BACK: _AT_WORK,
    Act.CONSULT: _AT_WORK,
    Act.ANSWER_CONSULTATION: _HERE,
    Act.NOTIFY_HEAD: _HERE,
    Act.WISH_SUPPLEMENT: frozenset({State.PROCESSING}),
    Act.COMPARE_ORIGINALS: _HERE,
    Act.SIGN_RESULT: _WITH_RESULT,
    Act.FIND_FAULT: _WITH_RESULT,
    Act.CORRECT_RESULT: _WITH_RESULT,
    Act.RETURN_MENDED: frozenset({State.RETURNED}),
    Act.ARCHIVE: frozenset({State.NOT_ACCEPTED, State.WITHDRAWN, State.RETURNED}),
    Act.PROPOSE: _AT_WORK,
    Act.WITHDRAW_IMPORT: IMPORTED_STATES,
}

# Steps move the dossier; each must know of the step before it (see `fold`).
STEPS = frozenset(Act) - _ALWAYS - frozenset(_DEEDS_IN)

# What only who decides may do, where the stage is theirs (one authoritative owner per stage).
DECIDER_ACTS = frozenset(
    {
        Act.ASK_FINANCIAL_DUTY,
        Act.PAUSE,
        Act.RESUME,
        Act.EXTEND,
        Act.RECORD_RESULT,
        Act.REFUSE,
    }
)

_STEPS_FROM: dict[State, frozenset[Act]] = {
    State.NOT_HERE: frozenset({Act.REGISTER, Act.RECEIVE, Act.IMPORT}),
    State.REGISTERED: frozenset({Act.RECEIVE, Act.REQUEST_SUPPLEMENT, Act.REFUSE}),
    State.ACCEPTED: frozenset(
        {
            Act.CORRECT_RECEPTION,
            Act.FORWARD,
            Act.REQUEST_SUPPLEMENT,
            Act.REFUSE,
            Act.RECORD_RESULT,
            Act.EXTEND,
            Act.WITHDRAW,
        }
    ),
    State.NOT_ACCEPTED: frozenset(),
    State.PROCESSING: frozenset(
        {
            Act.FORWARD,
            Act.REQUEST_SUPPLEMENT,
            Act.ASK_FINANCIAL_DUTY,
            Act.PAUSE,
            Act.EXTEND,
            Act.RECORD_RESULT,
            Act.REFUSE,
            Act.WITHDRAW,
        }
    ),
    State.SUPPLEMENT: frozenset(
        {Act.RECEIVE, Act.RECEIVE_SUPPLEMENT, Act.CLOSE_UNSUPPLEMENTED, Act.WITHDRAW}
    ),
    State.FINANCIAL_DUTY: frozenset({Act.MEET_FINANCIAL_DUTY, Act.PAUSE, Act.WITHDRAW}),
    State.WITHDRAWN: frozenset(),
    State.STOPPED: frozenset({Act.RESUME, Act.RECORD_RESULT, Act.REFUSE}),
    State.DONE: frozenset({Act.RETURN_RESULT}),
    State.RETURNED: frozenset(),
}

ALLOWED: dict[State, frozenset[Act]] = {
    state: steps
    | _ALWAYS
    | {Act.REPORT_STATE}
    | {act for act, states in _DEEDS_IN.items() if state in states}
    for state, steps in _STEPS_FROM.items()
}

# The official graph; where the province may say that a dossier has got to.
EDGES: dict[State, frozenset[State]] = {
    State.NOT_HERE: frozenset(),
    State.REGISTERED: frozenset({State.ACCEPTED, State.NOT_ACCEPTED, State.SUPPLEMENT}),
    State.ACCEPTED: frozenset({State.PROCESSING, State.SUPPLEMENT, State.WITHDRAWN, State.DONE}),
    State.NOT_ACCEPTED: frozenset(),
    State.PROCESSING: frozenset(
        {
            State.SUPPLEMENT,
            State.FINANCIAL_DUTY,
            State.WITHDRAWN,
            State.STOPPED,
            State.DONE,
        }
    ),
    State.SUPPLEMENT: frozenset(
        {State.ACCEPTED, State.PROCESSING, State.NOT_ACCEPTED, State.WITHDRAWN}
    ),
    State.FINANCIAL_DUTY: frozenset({State.PROCESSING, State.STOPPED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.STOPPED: frozenset({State.PROCESSING, State.DONE, State.NOT_ACCEPTED}),
    State.DONE: frozenset({State.RETURNED}),
    State.RETURNED: frozenset(),
}

TERMINAL = frozenset({State.NOT_ACCEPTED, State.WITHDRAWN, State.RETURNED})

_TARGET: dict[Act, State] = {
    Act.REGISTER: State.REGISTERED,
    Act.RECEIVE: State.ACCEPTED,
    Act.IMPORT: State.PROCESSING,  # where the file says no other
    Act.REQUEST_SUPPLEMENT: State.SUPPLEMENT,
    Act.CLOSE_UNSUPPLEMENTED: State.NOT_ACCEPTED,
    Act.FORWARD: State.PROCESSING,
    Act.ASK_FINANCIAL_DUTY: State.FINANCIAL_DUTY,
    Act.MEET_FINANCIAL_DUTY: State.PROCESSING,
    Act.PAUSE: State.STOPPED,
    Act.RESUME: State.PROCESSING,
    Act.RECORD_RESULT: State.DONE,
    Act.RETURN_RESULT: State.RETURNED,
    Act.WITHDRAW: State.WITHDRAWN,
}


def target(act: Act, state: State, before_supplement: State) -> State:
    """Where a step leads from here; those that are in no table keep the state.

    A refusal of what was never accepted is state 3. After acceptance the refusal is the answer: it
    is done, and the slip is returned like any result (Điều 19(3)).
    """
    if act is Act.RECEIVE_SUPPLEMENT:
        return before_supplement
    if act is Act.REFUSE:
        return State.NOT_ACCEPTED if state is State.REGISTERED else State.DONE
    return _TARGET.get(act, state)


def refusal(act: Act, state: State, *, accepted: bool, extended: bool) -> str | None:
    """Why the rules forbid this act now (a `RuleViolation` code), or None where they allow it.

    `accepted`: it was received before; `extended`: it was appointed anew before (once at most,
    Điều 19(6)).
    """
    if act not in ALLOWED[state]:
        return "act_not_allowed"
    match act:
        case Act.RECEIVE if accepted:
            code = "received_already"
        case Act.RECEIVE_SUPPLEMENT if not accepted:
            code = "not_received_yet"
        case Act.EXTEND if extended:
            code = "extended_already"
        case _:
            return None
    return code

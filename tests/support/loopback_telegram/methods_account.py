"""Signing in and out, and the little a client asks around it."""

import secrets
from datetime import timedelta

from telethon.tl import TLObject, types

from . import second_factor
from .calls import Call, RpcFailureError
from .keys import DATA_CENTRE
from .tl_media import now
from .tl_peers import person_entity


def get_config(call: Call) -> TLObject:
    """help.GetConfig: this server is the only data centre."""
    host, port = call.address
    moment = now()
    figures = dict.fromkeys(
        (
            "chat_size_max",
            "megagroup_size_max",
            "forwarded_count_max",
            "online_update_period_ms",
            "offline_blur_timeout_ms",
            "offline_idle_timeout_ms",
            "online_cloud_timeout_ms",
            "notify_cloud_delay_ms",
            "notify_default_delay_ms",
            "push_chat_period_ms",
            "push_chat_limit",
            "edit_time_limit",
            "revoke_time_limit",
            "revoke_pm_time_limit",
            "rating_e_decay",
            "stickers_recent_limit",
            "channels_read_media_period",
            "call_receive_timeout_ms",
            "call_ring_timeout_ms",
            "call_connect_timeout_ms",
            "call_packet_timeout_ms",
            "caption_length_max",
            "message_length_max",
        ),
        1000,
    )
    return types.Config(
        date=moment,
        expires=moment + timedelta(hours=1),
        test_mode=False,
        this_dc=DATA_CENTRE,
        dc_options=[types.DcOption(id=DATA_CENTRE, ip_address=host, port=port)],
        dc_txt_domain_name="localhost",
        me_url_prefix="https://t.me/",
        webfile_dc_id=DATA_CENTRE,
        **figures,
    )


def get_state(call: Call) -> TLObject:
    """updates.GetState: nothing ever happens here unasked."""
    del call
    return types.updates.State(pts=1, qts=0, date=now(), seq=1, unread_count=0)


def get_difference(call: Call) -> TLObject:
    """updates.GetDifference."""
    del call
    return types.updates.DifferenceEmpty(date=now(), seq=1)


def send_code(call: Call) -> TLObject:
    """auth.SendCode and auth.ResendCode."""
    _check_phone(call)
    call.key.code_hash = secrets.token_hex(8)
    kind = types.auth.SentCodeTypeApp(length=len(call.world.account.code))
    return types.auth.SentCode(type=kind, phone_code_hash=call.key.code_hash)


def sign_in(call: Call) -> TLObject:
    """auth.SignIn: the code, after which a password may be asked for."""
    _check_phone(call)
    account = call.world.account
    if (
        call.key.code_hash is None
        or call.request.phone_code_hash != call.key.code_hash
        or account.code_expired
    ):
        raise RpcFailureError("PHONE_CODE_EXPIRED")
    if not call.request.phone_code:
        raise RpcFailureError("PHONE_CODE_EMPTY")
    if call.request.phone_code != account.code:
        raise RpcFailureError("PHONE_CODE_INVALID")
    if not account.registered:
        return types.auth.AuthorizationSignUpRequired()
    if account.password is not None:
        call.key.code_accepted = True
        raise RpcFailureError("SESSION_PASSWORD_NEEDED")
    return _welcome(call)


def get_password(call: Call) -> TLObject:
    """account.GetPassword: what the second factor is to be proved against."""
    account = call.world.account
    return second_factor.challenge(call.key, account.password, hint=account.hint)


def check_password(call: Call) -> TLObject:
    """auth.CheckPassword."""
    if not call.key.code_accepted:
        raise RpcFailureError("AUTH_KEY_UNREGISTERED")
    if not second_factor.proves(call.key, call.request.password):
        raise RpcFailureError("PASSWORD_HASH_INVALID")
    return _welcome(call)


def log_out(call: Call) -> TLObject:
    """auth.LogOut."""
    call.key.signed_in = False
    return types.auth.LoggedOut()


def _check_phone(call: Call) -> None:
    account = call.world.account
    if account.banned:
        raise RpcFailureError("PHONE_NUMBER_BANNED")
    if call.request.phone_number.lstrip("+") != account.phone:
        raise RpcFailureError("PHONE_NUMBER_INVALID")


def _welcome(call: Call) -> TLObject:
    call.key.signed_in, call.key.code_accepted, call.key.code_hash = True, False, None
    return types.auth.Authorization(user=person_entity(call.world.account.person, is_self=True))

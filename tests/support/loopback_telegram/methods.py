"""Which method is answered by what."""

from collections.abc import Callable
from typing import Any

from telethon.tl import functions

from . import methods_account, methods_history, methods_peers
from .calls import Call, RpcFailureError, method_name
from .faults import OPEN_METHODS

_METHODS: dict[type, Callable[[Call], Any]] = {
    functions.help.GetConfigRequest: methods_account.get_config,
    functions.updates.GetStateRequest: methods_account.get_state,
    functions.updates.GetDifferenceRequest: methods_account.get_difference,
    functions.auth.SendCodeRequest: methods_account.send_code,
    functions.auth.ResendCodeRequest: methods_account.send_code,
    functions.auth.SignInRequest: methods_account.sign_in,
    functions.auth.CheckPasswordRequest: methods_account.check_password,
    functions.auth.LogOutRequest: methods_account.log_out,
    functions.account.GetPasswordRequest: methods_account.get_password,
    functions.users.GetUsersRequest: methods_peers.get_users,
    functions.contacts.ResolveUsernameRequest: methods_peers.resolve_username,
    functions.channels.GetChannelsRequest: methods_peers.get_channels,
    functions.channels.GetFullChannelRequest: methods_peers.get_full_channel,
    functions.channels.GetMessagesRequest: methods_history.get_messages,
    functions.messages.GetDialogsRequest: methods_peers.get_dialogs,
    functions.messages.GetHistoryRequest: methods_history.get_history,
    functions.messages.GetDiscussionMessageRequest: methods_history.get_discussion_message,
    functions.messages.GetRepliesRequest: methods_history.get_replies,
}


def answer(call: Call) -> Any:
    """Answer a call with an object of Telegram's; RpcFailureError where it refuses."""
    name = method_name(call.request)
    if not call.key.signed_in and not name.startswith(OPEN_METHODS):
        raise RpcFailureError("AUTH_KEY_UNREGISTERED")
    method = _METHODS.get(type(call.request))
    if method is None:
        # none of Telegram's errors, so that a test shows what is missing here
        raise RpcFailureError(f"LOOPBACK_DOES_NOT_SERVE_{name}", code=400)
    return method(call)

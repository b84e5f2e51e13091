"""Telegram's refusals, as reasons."""

from __future__ import annotations

from telethon import errors

from collector.reasons import CannotRead, WhyNot

_REASONS: tuple[tuple[WhyNot, tuple[type[Exception], ...]], ...] = (
    (WhyNot.NO_SUCH_NAME, (errors.UsernameNotOccupiedError, errors.UsernameInvalidError)),
    (
        WhyNot.PRIVATE,
        (errors.ChannelPrivateError, errors.ChannelInvalidError, errors.ChannelPublicGroupNaError),
    ),
    (
        WhyNot.BANNED,
        (
            errors.UserDeactivatedError, errors.UserDeactivatedBanError, errors.InputUserDeactivatedError,
            errors.PhoneNumberBannedError, errors.FrozenMethodInvalidError,
        ),
    ),
    (WhyNot.SESSION_REVOKED, (errors.UnauthorizedError, errors.AuthKeyError, errors.AuthKeyNotFound)),
)  # fmt: skip

ACCOUNT = frozenset({WhyNot.BANNED, WhyNot.SESSION_REVOKED})
"""What ends the pass of all channels that the account reads."""

_TWICE = "the session was used in two places at once and Telegram ended it; sign in with `headcount login`"

PASSING = (
    OSError,
    EOFError,
    TimeoutError,
    BufferError,
    errors.ServerError,
    errors.RpcCallFailError,
    errors.RpcMcgetFailError,
    errors.InterdcCallErrorError,
    errors.InterdcCallRichErrorError,
    errors.TimedOutError,
    errors.InvalidBufferError,
    errors.SecurityError,
)
"""What may be better a moment later: the network, and Telegram's own workers."""

FLOODS = (errors.FloodWaitError, errors.FloodPremiumWaitError)


def refusal(error: Exception) -> CannotRead | None:
    """The reason that an error of Telegram's stands for; None if it stands for none."""
    if isinstance(error, errors.AuthKeyDuplicatedError):
        return CannotRead(WhyNot.SESSION_REVOKED, _TWICE)
    for kind, kinds in _REASONS:
        if isinstance(error, kinds):
            return CannotRead(kind)
    if isinstance(error, errors.RPCError):
        return CannotRead(WhyNot.NETWORK, f"Telegram refused it ({error.message or type(error).__name__})")
    return None

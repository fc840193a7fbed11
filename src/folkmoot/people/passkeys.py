"""Passkeys by the rules of WebAuthn; the challenge waits in the session.

The library brings its own cryptography: it is imported where it is needed, because no
start of a server or a command should wait for it.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import RawPostDataException

from folkmoot.people.models import Passkey, Person
from folkmoot.people.requests import PersonRequest, VisitorRequest

type AnyRequest = VisitorRequest | PersonRequest

CHALLENGE = "passkey_challenge"
ANSWER_LIMIT = 20_000
# What the library says, besides its own, of an answer that no device gives.
ODD = (AttributeError, KeyError, TypeError, ValueError)


class PasskeyRefusedError(Exception):
    """The device's answer does not fit the question."""


@dataclass(frozen=True)
class Proof:
    """A new passkey, proven."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def registration_options(request: AnyRequest, person: Person) -> str:
    """Return, as JSON, what the device is asked for; remember the challenge."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = webauthn.generate_registration_options(
        rp_id=_server().hostname or "",
        rp_name="Folkmoot",
        user_id=person.id.bytes,
        user_name=person.name,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=bytes(key.credential_id))
            for key in person.passkeys.all()
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def verify_registration(request: AnyRequest, credential: Any) -> Proof:
    """Return the passkey that the device made. Raises `PasskeyRefusedError`."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        proof = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=_take_challenge(request),
            expected_rp_id=_server().hostname or "",
            expected_origin=_origin(),
            require_user_verification=False,
        )
    except (*ODD, WebAuthnException) as error:
        raise PasskeyRefusedError(str(error)) from error
    return Proof(proof.credential_id, proof.credential_public_key, proof.sign_count)


def sign_in_options(request: AnyRequest) -> str:
    """Return, as JSON, what any device of this server's people is asked."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.structs import UserVerificationRequirement

    options = webauthn.generate_authentication_options(
        rp_id=_server().hostname or "",
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def verify_sign_in(request: AnyRequest, credential: Any) -> tuple[Passkey, int]:
    """Return the passkey that answered, and its counter.

    Raises `PasskeyRefusedError`.
    """
    import webauthn
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = _take_challenge(request)
    try:
        named = base64url_to_bytes(credential["rawId"])
        keys = Passkey.objects.select_for_update().select_related("person")
        passkey = keys.get(credential_id=named, person__erased_at=None)
        proof = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_server().hostname or "",
            expected_origin=_origin(),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=False,
        )
    except (*ODD, WebAuthnException, Passkey.DoesNotExist) as error:
        raise PasskeyRefusedError(str(error)) from error
    return passkey, proof.new_sign_count


def read_credential(request: AnyRequest) -> Any:
    """Return what the device answered. Raises `PasskeyRefusedError`."""
    try:
        if len(request.body) <= ANSWER_LIMIT:
            return dict(json.loads(request.body))
    except (ValueError, TypeError, RecursionError) as error:
        raise PasskeyRefusedError(str(error)) from error
    except RawPostDataException as error:
        # A form with files was sent: the guard against foreign forms has read it.
        raise PasskeyRefusedError(str(error)) from error
    message = "no device answers at such length"
    raise PasskeyRefusedError(message)


def _take_challenge(request: AnyRequest) -> bytes:
    """Return the challenge once; a second answer to it is refused."""
    from webauthn.helpers import base64url_to_bytes

    challenge = request.session.pop(CHALLENGE, "")
    if not challenge:
        message = "no challenge is waiting"
        raise PasskeyRefusedError(message)
    return base64url_to_bytes(challenge)


def _server() -> Any:
    return urlsplit(settings.CONFIG.public_url)


def _origin() -> str:
    return f"{_server().scheme}://{_server().netloc}"

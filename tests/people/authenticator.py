"""A passkey device in software: makes a key, signs challenges, counts."""

import base64
import hashlib
import json

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN, SERVER = "http://localhost:8000", "localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encode(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Authenticator:
    """Holds one passkey."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"a device in software"
        self.count = 0

    def create(self, options, origin=ORIGIN):
        data = self._data(ATTESTED)
        data += bytes(16) + len(self.id).to_bytes(2) + self.id + self._public_key()
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._credential(
            {
                "clientDataJSON": encode(self._client("create", options, origin)),
                "attestationObject": encode(cbor2.dumps(attestation)),
            }
        )

    def get(self, options, origin=ORIGIN):
        self.count += 1
        data = self._data()
        client = self._client("get", options, origin)
        signed = data + hashlib.sha256(client).digest()
        return self._credential(
            {
                "clientDataJSON": encode(client),
                "authenticatorData": encode(data),
                "signature": encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
                "userHandle": None,
            }
        )

    def _credential(self, response):
        named = encode(self.id)
        return {"id": named, "rawId": named, "type": "public-key", "response": response}

    def _client(self, way, options, origin):
        said = {
            "type": f"webauthn.{way}",
            "challenge": options["challenge"],
            "origin": origin,
        }
        return json.dumps(said).encode()

    def _data(self, flags=0):
        server = hashlib.sha256(SERVER.encode()).digest()
        return server + bytes([PRESENT | VERIFIED | flags]) + self.count.to_bytes(4)

    def _public_key(self):
        point = self.key.public_key().public_numbers()
        x, y = point.x.to_bytes(32), point.y.to_bytes(32)
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

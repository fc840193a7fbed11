"""What programs send of a device's signature."""

from typing import Annotated

from pydantic import Field

from folkmoot.record.keys.signatures import MOST, Signed
from folkmoot.web.wire.fields import Line, Sent


class SignedSent(Sent):
    """What a device of the member signed, as the page's script makes it."""

    key: Line = Field(description="Public: name, id and key.")
    signature: Line = Field(description="Over the digests; base64.")
    told: list[Annotated[str, Field(max_length=MOST)]] = Field(
        max_length=8, description="Disclosures of what the entry will hold."
    )


class Signing(Sent):
    """Something that a member says themselves."""

    signed: SignedSent | None = Field(
        default=None, description="Without it the server signs, and says so."
    )

    def read_signed(self) -> Signed | None:
        """Return it for the operation."""
        sent = self.signed
        return Signed(sent.key, sent.signature, tuple(sent.told)) if sent else None

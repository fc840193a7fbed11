"""The lines that a witness puts under a checkpoint: its own ones alone."""

from folkmoot.engines.tlog import SignatureError, VerifierKey, add_cosignatures


def take_lines(note: bytes, told: bytes, public: str) -> str:
    """Return what a witness signed of what it told; other lines are none of ours.

    Parameters
    ----------
    note : bytes
        The checkpoint as its log signed it.
    told : bytes
        The witness' answer.
    public : str
        The witness' key.

    Raises
    ------
    FormatError
        If these are no signature lines.
    SignatureError
        If none of them is by the witness, or one in its name is not.
    """
    whole, times = add_cosignatures(note, told, [VerifierKey.parse(public)])
    if not times:
        message = f"no line is by {public.partition('+')[0]}"
        raise SignatureError(message)
    return whole.removeprefix(note).decode()

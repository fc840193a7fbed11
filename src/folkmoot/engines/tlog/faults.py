"""What can be wrong: with bytes, with a proof, with a signature, with a whole log."""


class TlogError(ValueError):
    """Something about a log does not hold; the text says what."""


class FormatError(TlogError):
    """Bytes or text that are not what the format asks for."""


class SignatureLineError(FormatError):
    """A line under a note that is not written as signatures are."""


class ProofError(TlogError):
    """A proof does not lead from what it starts with to the root."""


class SignatureError(TlogError):
    """A signature that must be there is missing, or is not by the key it names."""

"""The lock under which a federated question changes."""

from uuid import UUID

from folkmoot.federating.models import FederatedQuestion


def lock_question(question_id: UUID) -> FederatedQuestion:
    """Lock a federated question and return it with its federation."""
    locked = FederatedQuestion.objects.select_for_update(of=("self",))
    return locked.select_related("collective").get(id=question_id)

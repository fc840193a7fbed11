"""Forms of this room; `deciding` shows the tasks of a draft and the look-back."""

from folkmoot.doing.forms.progress import EndForm, PlainForm, ProgressForm, ReleaseForm
from folkmoot.doing.forms.review import ReviewForm
from folkmoot.doing.forms.tasks import TaskRow, TaskRows

__all__ = [
    "EndForm",
    "PlainForm",
    "ProgressForm",
    "ReleaseForm",
    "ReviewForm",
    "TaskRow",
    "TaskRows",
]

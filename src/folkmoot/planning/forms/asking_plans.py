"""What is asked of recipes and plans as a whole: their length, files, how many people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.planning.models import Length
from folkmoot.planning.words.periods import HOW_MANY, LENGTHS


class LengthForm(forms.Form):
    """How long one period of the recipes is."""

    length = forms.ChoiceField(
        label=_("These recipes count in"), choices=tuple(LENGTHS.items())
    )


class MakeForm(forms.Form):
    """For how many periods, and how many people share the work."""

    weeks = forms.IntegerField(label="", min_value=1, max_value=104, initial=4)
    people = forms.IntegerField(
        label=_("How many people share the work?"), min_value=1, max_value=100_000_000
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        length: str = Length.WEEK,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["weeks"].label = str(HOW_MANY[length])


class ManyFiles(forms.FileField):
    """Several files at once."""

    widget = forms.ClearableFileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.allow_multiple_selected = True
        self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return all files."""
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFiles, self).clean(one, initial) for one in sent]


class ImportForm(forms.Form):
    """Planning files, or one of Valueflows."""

    uploads = ManyFiles(
        label=_("Files"),
        help_text=_(
            "goods.csv, techniques.csv, flows.csv, needs.csv and, where there is one, "
            "resources.csv; or one file of Valueflows (JSON-LD)."
        ),
    )


class TellingForm(forms.Form):
    """How long differences stay with the people of a way of making."""

    days = forms.IntegerField(
        label=_("How many days is a difference yours first?"), min_value=0, max_value=60
    )
    percent = forms.IntegerField(
        label=_("From how many percent on is it a difference?"),
        min_value=0,
        max_value=100,
    )

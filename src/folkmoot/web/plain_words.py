"""What fields say when something is to be mended: what to do, without blame.

Django's own sentences speak of values and of what is not valid.
"""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

CHOOSE = _("Please choose one of these.")
DAY = _("Please write a day like 2026-06-14.")
NUMBER = _("Please write a number.")
AGAIN = _("The file did not arrive. Please choose it again.")
SENTENCES: dict[type[forms.Field], dict[str, object]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.ChoiceField: {"invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    forms.DateField: {"invalid": DAY},
    forms.DateTimeField: {"invalid": _("Please write a day and a time.")},
    forms.IntegerField: {"invalid": NUMBER},
    forms.DecimalField: {"invalid": NUMBER},
    forms.FileField: {
        "invalid": AGAIN,
        "missing": AGAIN,
        "empty": _("The file is empty. Please choose another."),
    },
    forms.ImageField: {"invalid_image": _("This file is not a picture we can read.")},
    forms.UUIDField: {"invalid": _("This form is cut off. Load the page again.")},
}


def speak_plainly() -> None:
    """Put our sentences in place of Django's, in fields and validators alike."""
    for field, sentences in SENTENCES.items():
        # In place: fields of libraries that were made earlier share this dictionary.
        field.__dict__["default_error_messages"].update(sentences)
    validators.validate_email.message = _("This does not look like an e-mail address.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "Please shorten this to %(limit_value)d character (now %(show_value)d).",
        "Please shorten this to %(limit_value)d characters (now %(show_value)d).",
        "limit_value",
    )
    validators.MinLengthValidator.message = ngettext_lazy(
        "Please write at least %(limit_value)d character.",
        "Please write at least %(limit_value)d characters.",
        "limit_value",
    )
    validators.MaxValueValidator.message = _("Please write %(limit_value)s or less.")
    validators.MinValueValidator.message = _("Please write %(limit_value)s or more.")
    validators.ProhibitNullCharactersValidator.message = _(
        "This contains a character that cannot be stored."
    )

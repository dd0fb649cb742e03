"""The form of a challenge, and of what somebody brings, in the words of those who fill them in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from breakout.challenges import vocabulary
from breakout.challenges.limits import LONG, QUESTION_LENGTH, SENTENCE_LENGTH, SHORT
from breakout.challenges.models import Scope
from breakout.challenges.particulars import LENGTHS, Particulars
from polylogue.dialogues.forms import inputs
from polylogue.dialogues.models import Participation
from polylogue.kit.fields import Name
from polylogue.people import languages
from polylogue.people.models import User

SMALL, LARGE = 3, 5
DRAFT, OFFER = "draft", "offer"  # the buttons


def _long(label: Any, help_text: Any, rows: int = SMALL) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, required=False, widget=area
    )


class Topics(forms.Form):
    """Topics of the dialogue to tick, and lines for others."""

    topics = forms.MultipleChoiceField(
        label=_("Topics"), widget=forms.CheckboxSelectMultiple, required=False
    )
    more_topics = inputs.Lines(label=_("Other topics"), required=False)

    def offer_topics(self, by: Participation) -> None:
        choices = [(topic, topic) for topic in by.dialogue.topics]
        self.fields["topics"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["topics"]
        used = ", ".join(vocabulary.suggested(by))
        said = _("One a line. Named here already: %(topics)s") % {"topics": used}
        self.fields["more_topics"].help_text = said if used else _("One a line.")
        self.fields["more_topics"].widget.attrs["rows"] = 2

    def all_topics(self) -> list[str]:
        return [*self.cleaned_data.get("topics", ()), *self.cleaned_data["more_topics"]]


class ChallengeForm(Topics):
    """`seen` is how far its author has seen the log of the dialogue; `page` and `after`: see drafting."""

    seen = inputs.Seen()
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    after = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    title = Name(
        label=_("Title"),
        max_length=SHORT,
        error_messages={"required": _("To offer it, give it a title.")},
        help_text=_("What it is about, in a few words."),
    )
    context = _long(_("Context"), _("What others must know of your city and your work."), LARGE)
    tried = _long(_("What we tried"), _("And what came of it, also what failed."))
    obstacle = _long(_("What stands in the way"), _("As you see it now."))
    question = Name(
        label=_("Our key question"),
        max_length=QUESTION_LENGTH,
        error_messages={"required": _("To offer it, ask one key question.")},
        help_text=_("One question that others can answer with advice. It begins best with “How”."),
    )
    help_wanted = _long(
        _("Help that we wish for"), _("Ideas, experience, contacts, a second look …")
    )
    languages = forms.MultipleChoiceField(
        label=_("We can speak about it in"), widget=forms.CheckboxSelectMultiple, required=False
    )
    as_city = forms.BooleanField(label=_("I bring this for my city"), required=False)
    scope = forms.ChoiceField(
        label=_("Who may see it once it is offered"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        help_text=_("Drafts that you save are seen by you and the hosts."),
    )

    field_order = ("title", "context", "tried", "obstacle", "question", "help_wanted", "topics",
                   "more_topics", "languages", "as_city", "scope")  # fmt: skip

    def __init__(self, *args: Any, by: Participation, whose: User, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "challenge-%s"} | kwargs))
        self.offer_topics(by)
        self._offer_languages(by, whose)
        if whose.city:
            self.fields["as_city"].label = _("For the city: %(city)s") % {"city": whose.city}
        else:
            del self.fields["as_city"]
        # Whoever saves a draft may leave out what others need to advise.
        for name in ("title", "question"):
            self.fields[name].required = self.data.get("do") != DRAFT

    def _offer_languages(self, by: Participation, whose: User) -> None:
        """Those of whose it is, of the dialogue, and what was chosen before."""
        speaks = [*whose.languages, *self.initial.get("languages", [])]
        spoken = dict.fromkeys([*speaks, *by.dialogue.languages])
        choices = [(one, languages.NAMES.get(one, one)) for one in spoken]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["languages"]

    def said(self) -> Particulars:
        values = {name: self.cleaned_data[name] for name in (*LENGTHS, "scope")}
        spoken = self.cleaned_data.get("languages", [])
        for_city = bool(self.cleaned_data.get("as_city"))
        return Particulars(**values, topics=self.all_topics(), languages=spoken, as_city=for_city)


class BringForm(Topics):
    """On which topics somebody can advise."""

    sentence = Name(
        label=_("In one sentence"),
        max_length=SENTENCE_LENGTH,
        required=False,
        help_text=_("What you have done or seen that others can learn from."),
    )
    field_order = ("topics", "more_topics", "sentence")

    def __init__(self, *args: Any, by: Participation, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "brings-%s"} | kwargs))
        self.offer_topics(by)


def split(topics: Iterable[str], by: Participation) -> dict[str, list[str]]:
    """Topics as the form has them: some to tick, the others as lines."""
    here = set(by.dialogue.topics)
    topics = list(topics)
    return {
        "topics": [topic for topic in topics if topic in here],
        "more_topics": [topic for topic in topics if topic not in here],
    }


def typed(sent: QueryDict) -> Particulars:
    """What stands in a form while somebody still types: nothing of it must make sense yet."""
    texts = {name: sent.get(name, "") for name in LENGTHS}
    topics = [*sent.getlist("topics"), *inputs.Lines().to_python(sent.get("more_topics", ""))]
    scope = sent.get("scope", "")
    return Particulars(
        **texts,
        topics=topics,
        languages=sent.getlist("languages"),
        as_city=bool(sent.get("as_city")),
        scope=scope if scope in Scope.values else Scope.GROUP,
    )

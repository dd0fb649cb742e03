"""The words of the shipped scripts, by which catalogues of translations find them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

# One for each text of the files in `shipped/`; a test holds that they are the same.
WORDS = [
    _("Peer consultation"),
    _(
        "One person brings a case from their own work. The others understand it, advise, and leave the choice to them. Known as Kollegiale Beratung, in six phases."
    ),
    _("Case giver"),
    _("Moderator"),
    _("Adviser"),
    _("Note taker"),
    _("Time keeper"),
    _("Casting"),
    _(
        "Say hello, and see who has which role. Anybody may take over a role that the group chooses."
    ),
    _("Introduce the six phases in a sentence each, and lead from one to the next."),
    _("Keep what is said in the form of the group, so that nothing is lost."),
    _("Say when a minute is left."),
    _("Account"),
    _("The case giver tells what happened; the others get a picture of it."),
    _("Tell the case in your own words: what happened, who is involved, what you tried."),
    _("Help with questions to find what matters. No advice yet."),
    _("Read, and keep your questions and ideas for later."),
    _("Key question"),
    _("What exactly is the case giver to get an answer to? One sentence."),
    _("Say what you would like to know at the end."),
    _("Help to put it in one question, and write it down for all."),
    _("Offer how you would put the question; the case giver decides."),
    _("Choice of method"),
    _(
        "How is advice to be given? For example: everyone's first idea, what I would do in your place, or how to make it worse."
    ),
    _("Choose what would help you most."),
    _("Offer two or three ways, and explain the one that is chosen."),
    _("Advice"),
    _("Ideas only, one after another. Nobody discusses them; the case giver only listens."),
    _("Listen. You cannot write in this step, so that you need not answer."),
    _("See that ideas come and that nobody judges them."),
    _("Write down your advice, each idea by itself."),
    _("Keep each idea, in the words of who had it."),
    _("Summary"),
    _("The case giver has the last word: what was useful, and what comes first."),
    _("Say which ideas you take along and which step you will take first. Thank the others."),
    _("Close the round."),
    _("Listen. What is chosen is the case giver's decision."),
    _("Troika consulting"),
    _(
        "Three people help one another: each is the client once, and turns away while the other two talk about the case."
    ),
    _("Client"),
    _("Consultant"),
    _("Reflect"),
    _("Everyone thinks in silence of a challenge they have, and of the help they would like."),
    _("Case"),
    _("The client says what it is about and what help they would like."),
    _("Say it briefly: what is it about, and what would help you?"),
    _("Listen."),
    _("Questions"),
    _("The consultants ask in order to understand. No advice yet."),
    _("Answer briefly."),
    _("Ask what you need to know."),
    _("The client has turned away. The consultants talk with each other about the case."),
    _("Listen, and take notes for yourself. You cannot write in this step."),
    _("Talk with each other about ideas and what you would do, as if the client were not here."),
    _("What helped"),
    _("The client turns round and says what was useful."),
    _("Say what was most useful to you, and what you will do first."),
    _("1-2-4-All"),
    _(
        "Everyone thinks about one question: alone, then in pairs, then in fours, then together. Nobody's idea is lost."
    ),
    _("Alone"),
    _("Think in silence, and note what comes to your mind."),
    _("In pairs"),
    _(
        "Tell each other your ideas and build on them. Write to the person named below; the others read over it."
    ),
    _("In fours"),
    _("Two pairs together: what do your ideas have in common, and what is different?"),
    _("All"),
    _("What stood out? Each circle brings one idea that all should know."),
    _("World Café"),
    _(
        "Several tables, three rounds. The host stays, the guests travel on, and the ideas of the tables meet."
    ),
    _("Host"),
    _("Guest"),
    _("Welcome"),
    _("The host welcomes the table and says what was found here so far."),
    _(
        "Welcome your guests. Tell in a few sentences what this table found; it stands in the form of the group."
    ),
    _("Say who you are, and what you bring along from other tables."),
    _("Conversation"),
    _("Talk about the question of this table."),
    _("See that everyone is heard. Note what is new."),
    _("Build on what was said before, and connect it with what you heard elsewhere."),
    _("What we keep"),
    _(
        "Put into one or two sentences what the next guests should know. Then all but the host go on to the next table."
    ),
    _("Write it into the form of the group. You stay here."),
    _("Say what must not be lost. You travel on afterwards."),
    _("Free talk"),
    _("No steps and no roles: the group talks as it likes for as long as the round lasts."),
]

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "polylogue.followup"

    def ready(self) -> None:
        from polylogue.followup import (  # noqa: F401 - they register
            entries,
            forgetting,
            indexing,
            inroom,
            marking,
            policies,
            promoting,
            surfaces,
            topics,
        )
        from polylogue.followup.ideas import entries as ideas  # noqa: F401 - it registers
        from polylogue.followup.ideas import (  # noqa: F401 - they register, too
            forgetting as forgetting_ideas,
        )
        from polylogue.followup.ideas import indexing as indexing_ideas  # noqa: F401
        from polylogue.followup.ideas import onward  # noqa: F401
        from polylogue.followup.ideas import recording as recording_ideas  # noqa: F401
        from polylogue.followup.letters import inroom as letters  # noqa: F401 - it registers

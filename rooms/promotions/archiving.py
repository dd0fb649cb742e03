"""What an archive holds of promotions: the thread between a source and the card that it became."""

from polylogue.kit.archiving import PLACES, Chosen, table

table("promotions.Promotion", within="dialogue", numbers="seq", place=Chosen("kind", PLACES))

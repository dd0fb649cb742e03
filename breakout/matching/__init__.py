"""Who sits with whom: seats for the groups of a round, with reasons in words. No Django, no database.

    people = (Person("ana", city="Lima", languages=frozenset({"es"}), offers=frozenset({"water"})), …)
    tables = (Table(1, Case(7, giver="ben", topics=frozenset({"water"})), least=4, most=6), …)
    plan = solve(Problem(people, tables, pins={"ana": 1}, met=meetings(earlier), keep=now))
    plan.seats["ana"]; [str(reason) for reason in plan.reasons["ana"]]; plan.unmet; plan.repeats

For plain mixing take `even_tables(len(people), size=4)`. `solve` raises a kind of `Impossible` that names the hard rule
and the people and tables concerned. `explain(problem, seats)` says the same of seats that somebody changed by hand, with the
rules they break. Ids are whole numbers or texts; topics, cities, sectors and languages are texts of the caller's.
docs/matching.md has the model, the weights and the measurements.
"""

from breakout.matching.plan import Plan, explain
from breakout.matching.problem import Case, Key, Person, Problem, Table, even_tables, meetings
from breakout.matching.reasons import SENTENCES, Reason
from breakout.matching.refusals import Impossible
from breakout.matching.solving import solve
from breakout.matching.weights import WEIGHTS, Weights

__all__ = [
    "SENTENCES",
    "WEIGHTS",
    "Case",
    "Impossible",
    "Key",
    "Person",
    "Plan",
    "Problem",
    "Reason",
    "Table",
    "Weights",
    "even_tables",
    "explain",
    "meetings",
    "solve",
]

"""Challenges, what people bring, and the advice that they give one another."""

from breakout.challenges.models.advice import Advice, FirstStep, GroupCase
from breakout.challenges.models.challenge import (
    Challenge,
    Draft,
    Scope,
    State,
    Step,
    Version,
    Wording,
)
from breakout.challenges.models.experience import Experience, Reminder

__all__ = [
    "Advice",
    "Challenge",
    "Draft",
    "Experience",
    "FirstStep",
    "GroupCase",
    "Reminder",
    "Scope",
    "State",
    "Step",
    "Version",
    "Wording",
]

"""The pure pieces of a webhook, for whoever listens: who asks, what starts, what is answered."""

from thaiyyal.features.triggers.answer import Answer, Ended, answer_at_once, answer_of
from thaiyyal.features.triggers.proof import Headers, verify
from thaiyyal.features.triggers.request_input import content_kind, input_of

__all__ = [
    "Answer",
    "Ended",
    "Headers",
    "answer_at_once",
    "answer_of",
    "content_kind",
    "input_of",
    "verify",
]

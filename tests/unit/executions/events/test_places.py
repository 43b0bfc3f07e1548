"""Ids of events: places in records that can be gone on from, and nothing else can."""

from random import Random
from uuid import UUID

import pytest

from thaiyyal.features.executions.events.errors import BadEventId
from thaiyyal.features.executions.events.places import LARGEST_SEQ, place_in, place_text

IDS = [UUID(int=n) for n in (3, 1, 2)]


@pytest.mark.parametrize("seq", [0, 1, 127, 128, 16_383, 16_384, LARGEST_SEQ])
def test_what_is_written_is_read(seq: int) -> None:
    seqs = {IDS[0]: seq, IDS[1]: 5, IDS[2]: 0}

    single = place_text(IDS[:1], seqs, is_single=True)
    several = place_text(IDS, seqs, is_single=False)

    assert place_in(single, IDS[:1], is_single=True) == {IDS[0]: seq}
    assert place_in(several, IDS, is_single=False) == seqs
    assert place_in(several, sorted(IDS), is_single=False) == seqs


def test_without_an_id_nothing_is_known() -> None:
    assert place_in(None, IDS, is_single=False) == dict.fromkeys(IDS, 0)
    assert place_in("", IDS[:1], is_single=True) == {IDS[0]: 0}


def test_fifty_executions_fit_in_a_header() -> None:
    ids = [UUID(int=n) for n in range(50)]

    assert len(place_text(ids, dict.fromkeys(ids, LARGEST_SEQ), is_single=False)) < 500


def test_texts_that_were_not_written_for_these_executions_are_refused() -> None:
    text = place_text(IDS, dict.fromkeys(IDS, 300), is_single=False)
    wrong = [text[:-1], text[:-2], text + "AA", text[1:], "A" + text[1:], "é", "=", text + "\x80"]

    for one in wrong:
        with pytest.raises(BadEventId):
            place_in(one, IDS, is_single=False)
    with pytest.raises(BadEventId):
        place_in(text, IDS[:2], is_single=False)


def test_random_texts_are_refused_or_read_and_nothing_else() -> None:
    random, alphabet = Random(7), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    good = place_text(IDS, dict.fromkeys(IDS, 300), is_single=False)
    for _ in range(5_000):
        text = good[:8] + "".join(random.choices(alphabet, k=random.randint(0, 20)))
        try:
            seqs = place_in(text, IDS, is_single=False)
        except BadEventId:
            continue
        assert set(seqs) == set(IDS)
        assert all(0 <= seq <= LARGEST_SEQ for seq in seqs.values())

from thaiyyal.testing.platform import Platform


def test_a_stranger_is_told_to_sign_in(platform: Platform) -> None:
    answer = platform.ask("GET", "/workflows")

    assert (answer.status, answer.code) == (401, "not_signed_in")

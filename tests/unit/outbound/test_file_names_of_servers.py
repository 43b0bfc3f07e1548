"""The name that a server gives a file, in its header or in the address."""

import pytest

from thaiyyal.outbound.downloads import name_of


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=plain.csv", "plain.csv"),
        ('attachment; filename="two words.csv"', "two words.csv"),
        ('attachment; filename="a\\"b.csv"; size=3', 'a"b.csv'),
        ("ATTACHMENT; FILENAME=x.csv", "x.csv"),
        ("attachment; filename=\"e.csv\"; filename*=UTF-8''%C3%A9.csv", "é.csv"),
        ("attachment; filename*=iso-8859-1'en'%E9.csv", "é.csv"),
        ("attachment; filename*=utf-8''%FF.csv", "\ufffd.csv"),
        ('attachment; filename=""', ""),
        ("attachment", "from address.txt"),
        ("inline; filename", "from address.txt"),
        ('attachment; filename="never ends', "from address.txt"),
        ("", "from address.txt"),
    ],
)
def test_the_header_is_read_else_the_address(disposition: str, name: str) -> None:
    url = "https://a.example/x/from%20address.txt?name=no#no"

    assert name_of({"content-disposition": disposition}, url) == name


@pytest.mark.parametrize("url", ["https://a.example", "https://a.example/", "https://a.example/x/"])
def test_an_address_without_a_last_part_gives_no_name(url: str) -> None:
    assert name_of({}, url) == ""

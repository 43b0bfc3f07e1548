"""Files in the database do what every store of files does."""

import pytest

from tests.integration.files.holding import files_of, hold, rows
from thaiyyal.testing.files_contract import FILES_CHECKS, FilesCheck
from thaiyyal.testing.platform import Platform


@pytest.mark.parametrize("check", FILES_CHECKS, ids=lambda check: check.__name__)
def test_the_database_does_what_a_store_of_files_does(
    platform: Platform, check: FilesCheck
) -> None:
    owner = platform.make_tenant()

    platform.run(check(files_of(platform, owner, hold(platform, owner))))

    assert rows(platform, owner)["file_uploads"] == 0

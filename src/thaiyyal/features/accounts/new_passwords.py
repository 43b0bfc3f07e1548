"""A new password passes the policy and becomes what is stored."""

from thaiyyal.features.accounts.errors import PasswordRefused
from thaiyyal.features.accounts.password_policy import check_password
from thaiyyal.features.accounts.passwords import PasswordHasher


async def hash_new_password(
    hasher: PasswordHasher,
    password: str,
    *,
    email: str,
    name: str,
    pointer: str = "/body/password",
) -> str:
    """Return what to store for a password of this person.

    Raises:
        PasswordRefused: It is not good enough.
        Busy: Too many passwords wait.
    """
    problems = check_password(password, email=email, name=name)
    if problems:
        found = [(problem.code, problem.message) for problem in problems]
        raise PasswordRefused(found, pointer=pointer)
    return await hasher.hash(password)

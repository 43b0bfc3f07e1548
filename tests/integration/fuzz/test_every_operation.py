"""Schemathesis over the whole API: whatever is sent, the answer is one that is documented.

The same requests every time: edges of every parameter, then some that are drawn with a fixed seed.
"""

from typing import Any

import schemathesis
from schemathesis import Case, CheckFunction, checks
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.integration.fuzz.trial import Trial, Who
from thaiyyal.web.document import api_document

REFUSALS = [
    "400",
    "401",
    "403",
    "404",
    "405",
    "409",
    "410",
    "412",
    "413",
    "415",
    "422",
    "428",
    "429",
]
LIKE_AN_ID = {"/api/v1/workflows/import", "/api/v1/workflows/validate"}
"""Paths that a template of others matches too, so that other methods meet a bad id there."""
OF_METHODS = [checks.unsupported_method, checks.allow_header_conformance]
CHECKS: list[CheckFunction] = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    *OF_METHODS,
]


def _schema(*, examples: int, is_thorough: bool) -> OpenApiSchema:
    """Return the document with how requests are made of it."""
    generation = {
        "database": "none",
        "deterministic": True,
        "max-examples": examples,
        "with-security-parameters": False,
    }
    phases = {"coverage": {"enabled": is_thorough}, "stateful": {"enabled": False}}
    strict = {"negative_data_rejection": {"expected-statuses": REFUSALS}}
    config = {"generation": generation, "phases": phases, "checks": strict}
    return schemathesis.openapi.from_dict(
        api_document(), config=SchemathesisConfig.from_dict(config)
    )


thorough = _schema(examples=15, is_thorough=True)
quick = _schema(examples=10, is_thorough=False)


@thorough.parametrize()
def test_an_owner_gets_only_documented_answers(case: Case[Any], trial: Trial) -> None:
    case.validate_response(trial.send(case, Who.OWNER), checks=_checks_for(case))


@quick.parametrize()
def test_a_viewer_gets_only_documented_answers(case: Case[Any], trial: Trial) -> None:
    case.validate_response(trial.send(case, Who.VIEWER), checks=_checks_for(case))


@quick.parametrize()
def test_nobody_gets_only_documented_answers(case: Case[Any], trial: Trial) -> None:
    case.validate_response(trial.send(case, Who.NOBODY), checks=_checks_for(case))


def _checks_for(case: Case[Any]) -> list[CheckFunction]:
    if case.operation.path in LIKE_AN_ID:
        return [check for check in CHECKS if check not in OF_METHODS]
    return CHECKS

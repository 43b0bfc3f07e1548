"""What goes out comes back the same: JSON, YAML, copies; what cannot come in is told why."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.workflows.making import (
    DOCUMENT,
    Json,
    actor_of,
    audited,
    document_of,
    handle,
    make,
    publish,
    save_draft,
)
from thaiyyal.bootstrap import check
from thaiyyal.document import content_hash, document_from_yaml
from thaiyyal.features.routing import CallContext
from thaiyyal.features.workflows.checker import DocumentChecker
from thaiyyal.features.workflows.exchange import import_workflow
from thaiyyal.features.workflows.schemas import ImportWorkflow
from thaiyyal.testing.platform import Platform

CASES = Path(__file__).parents[3] / "contracts" / "cases" / "workflows.jsonl"


def valid_cases() -> list[Json]:
    """Every document of the shared cases that can be published."""
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    return [c["workflow"] for c in cases if check(c["workflow"]).workflow is not None]


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_an_exported_workflow_is_imported_as_it_was(platform: Platform, format: str) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    text = platform.ask("GET", f"/workflows/{id_}/export?format={format}", by=owner)
    made = platform.ask(
        "POST",
        "/workflows/import",
        by=owner,
        json={"name": "Back", "format": format, "text": text.body.decode()},
    )

    assert (text.status, made.status) == (200, 201)
    assert made.json["document"] == DOCUMENT
    assert (made.json["name"], made.json["version"]) == ("Back", 1)


def test_every_shared_case_survives_export_and_import(platform: Platform) -> None:
    checker = platform.services.get(DocumentChecker)
    documents = valid_cases()

    differing = [
        (format, document)
        for document in documents
        for format in ("json", "yaml")
        if platform.run(_there_and_back(checker, document, format)) != content_hash(document)
    ]

    assert len(documents) > 1_000
    assert differing == []


async def _there_and_back(checker: DocumentChecker, document: Json, format: Any) -> str:
    back = await checker.read(await checker.export(document, format), format)
    assert isinstance(back, dict)
    return content_hash(back)


def test_older_spellings_are_understood_and_kept(platform: Platform) -> None:
    owner = platform.make_tenant()
    old = {
        "nodes": [{"id": "1", "data": {"value": 10}}, {"id": "2", "data": {"op": "add"}}],
        "edges": [{"source": "1", "target": "2"}],
    }

    made = platform.ask("POST", "/workflows/import", by=owner, json={"document": old})

    assert made.status == 201
    assert made.json["document"] == old


def test_a_document_brings_its_own_name_unless_told_another(platform: Platform) -> None:
    owner = platform.make_tenant()
    named = {**DOCUMENT, "name": "Mine", "description": "What it does"}

    def imported(**body: Any) -> Json:
        answer = platform.ask("POST", "/workflows/import", by=owner, json=body)
        found: Json = answer.json
        return found

    own, other = imported(document=named), imported(document=named, name="Other")
    none, bad = imported(document=DOCUMENT), imported(document={**DOCUMENT, "name": "a\nb"})

    assert (own["name"], own["description"]) == ("Mine", "What it does")
    assert other["name"] == "Other"
    assert none["name"] == bad["name"] == "Imported workflow"


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("json", "{"),
        ("json", '{"nodes": [], "nodes": []}'),
        ("json", "[" * 200 + "]" * 200),
        ("json", '{"nodes": [], "name": "\\ud800"}'),
        ("yaml", "a: [b"),
        ("yaml", "a: &x [*x]"),
        ("yaml", "!!python/object/apply:os.system ['true']"),
        ("yaml", "nodes: []\nnodes: []"),
        ("yaml", "just text"),
        ("json", ""),
    ],
)
def test_a_text_that_is_no_document_is_refused(platform: Platform, format: str, text: str) -> None:
    owner = platform.make_tenant()

    answer = platform.ask(
        "POST", "/workflows/import", by=owner, json={"format": format, "text": text}
    )

    assert (answer.status, answer.code) == (422, "invalid_document")
    assert [problem["code"] for problem in answer.json["problems"]] == ["invalid_document"]


def test_yaml_beyond_its_limit_is_refused_before_it_is_read(platform: Platform) -> None:
    owner = platform.make_tenant()
    body = {"format": "yaml", "text": "#" * (1024 * 1024 + 1)}

    answer = platform.ask("POST", "/workflows/import", by=owner, json=body)

    assert (answer.status, answer.code) == (422, "yaml_too_large")


def test_an_import_has_a_text_or_a_document(platform: Platform) -> None:
    owner = platform.make_tenant()

    answers = [
        platform.ask("POST", "/workflows/import", by=owner, json=body)
        for body in ({}, {"text": "{}", "document": {}})
    ]

    assert [answer.status for answer in answers] == [422, 422]


def test_a_download_is_an_attachment_with_a_safe_name(platform: Platform) -> None:
    owner = platform.make_tenant()
    name = '../../Größe "x"; rm -rf /.html'
    id_ = make(platform, owner, name=name)["id"]

    answer = platform.ask("GET", f"/workflows/{id_}/export?format=yaml", by=owner)

    assert answer.headers["content-disposition"] == (
        'attachment; filename="Groe-x-rm-rf-html.yaml"; '
        "filename*=UTF-8''Gr%C3%B6%C3%9Fe-x-rm--rf-html.yaml"
    ).replace("rm-rf", "rm--rf")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"


def test_any_version_can_be_exported(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, document=document_of(1))["id"]
    publish(platform, owner, id_, document_of(2))

    texts = [
        platform.ask("GET", f"/workflows/{id_}/export{query}", by=owner)
        for query in ("", "?version=1", "?version=1&format=yaml", "?version=3")
    ]

    assert texts[0].json == document_of(2)
    assert texts[1].json == document_of(1)
    assert document_from_yaml(texts[2].body.decode()) == document_of(1)
    assert texts[3].status == 404


def test_a_copy_has_the_latest_version_and_the_draft(platform: Platform) -> None:
    owner = platform.make_tenant()
    reader = platform.make_member(owner, "editor")
    id_ = make(platform, owner, document=document_of(1), tags=["a"], description="d")["id"]
    publish(platform, owner, id_, document_of(2))
    save_draft(platform, owner, id_, document_of(3))

    answer = platform.ask("POST", f"/workflows/{id_}/duplicate", by=reader)

    assert answer.status == 201
    copy = answer.json
    assert (copy["name"], copy["version"], copy["has_draft"]) == ("Age check (copy)", 1, True)
    assert (copy["tags"], copy["description"]) == (["a"], "d")
    assert (copy["document"], copy["owner"]["id"]) == (document_of(2), str(reader.id))
    draft = platform.ask("GET", f"/workflows/{copy['id']}/draft", by=reader).json
    assert draft["document"] == document_of(3)
    assert platform.ask("GET", f"/workflows/{copy['id']}", by=reader).json == copy
    assert audited(platform, copy["id"]) == ["workflow.created"]


def test_a_copy_can_be_named_and_a_long_name_is_cut(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, name="n" * 200)["id"]
    path = f"/workflows/{id_}/duplicate"

    named = platform.ask("POST", path, by=owner, json={"name": "Mine"}).json
    cut = platform.ask("POST", path, by=owner, json={}).json

    assert named["name"] == "Mine"
    assert cut["name"] == "n" * 193 + " (copy)"


def test_validation_tells_problems_and_warnings_and_stores_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    wrong = {"nodes": [{"id": "a", "type": "nothing"}]}
    odd = {"nodes": [{"id": "a", "type": "number", "data": {"value": 1, "colour": "red"}}]}

    bad = platform.ask("POST", "/workflows/validate", by=owner, json={"document": wrong}).json
    good = platform.ask("POST", "/workflows/validate", by=owner, json={"document": odd}).json

    assert (bad["valid"], bad["problems"][0]["code"]) == (False, "unknown_type")
    assert (good["valid"], good["problems"]) == (True, [])
    assert good["warnings"][0]["code"] == "unknown_field"
    assert platform.ask("GET", "/workflows", by=owner).json["items"] == []


def test_a_large_document_is_checked_and_imported(platform: Platform) -> None:
    owner = platform.make_tenant()
    nodes = [{"id": f"n{at}", "type": "number", "data": {"value": at}} for at in range(5_000)]
    body = ImportWorkflow(text=json.dumps({"nodes": nodes, "edges": []}))

    def work(call: CallContext) -> Any:
        return import_workflow(call, body)

    response, _ = handle(platform, actor_of(owner), work)

    assert response.status_code == 201

"""Names and accesses: ``input.a[0]?.b``, ``variables.x``, ``node.id``."""

import ast

from thaiyyal.expressions.code import Code
from thaiyyal.expressions.lowering_methods import lower_method
from thaiyyal.expressions.names import ALIASES, LOOP_NAMES, STORES
from thaiyyal.expressions.operand import SCALAR, Operand
from thaiyyal.expressions.snippet import Snippet, assign, constant, name
from thaiyyal.expressions.static_keys import static_key
from thaiyyal.expressions.steps import Lower
from thaiyyal.expressions.trampoline import Steps, finished
from thaiyyal.expressions.tree import Chain, Field, Index, Invoke, Link, Literal, Name

_READ_FIELD = Snippet("""
try:
    T = A[K]
except (KeyError, TypeError, IndexError):
    T = get_field(A, K)
""")
_READ_MEMBER = Snippet("""
try:
    T = A[K]
except (KeyError, TypeError, IndexError):
    T = get_index(A, K)
""")
_READ_IF_MEMBERS = Snippet("""
if type(A) is dict or type(A) is list or type(A) is str:
    BLOCK
else:
    T = BREAK
""")
_READ_LENGTH = Snippet("""
if type(A) is list or type(A) is str:
    T = len(A)
else:
    T = get_field(A, "length")
""")
_READ_LOOP = Snippet("T = env.loop[K]")
_VARIABLES = Snippet("T = {**env.variables, **LOOP}")
_CONTEXT = Snippet("T = env.context")
_READ_OPTIONAL = {
    "variables": Snippet("T = read_optional(env.variables, K)"),
    "context": Snippet("T = read_optional(env.context, K)"),
    "node": Snippet("T = read_optional(env.nodes, K)"),
}
_READ_COMPUTED = {
    "variables": Snippet("T = READ(LOCALS, K)"),
    "context": Snippet("T = READ(env.context, K)"),
    "node": Snippet("T = READ(env.nodes, K)"),
}
_READ_STATIC = {"variables": "read_variable", "context": "read_context", "node": "read_node"}
_END_CHAIN = Snippet("""
if T is BREAK:
    T = None
""")
_NOT_BROKEN = Snippet("if T is not BREAK: pass")


def lower_name(code: Code, node: Name, inner: Lower) -> Steps[Operand]:
    """Lower a bare name, in the order of parameters, bound names, stores, everything else."""
    return finished(_read_name(code, node))


def _read_name(code: Code, node: Name) -> Operand:
    scope = code.scope
    if node.name in scope.parameters:
        return _use(code, scope.parameters[node.name])
    bound = ALIASES.get(node.name, node.name)
    if bound in scope.bound:
        return _read_bound(code, bound, node.at)
    if bound == "item":
        return _use(code, scope.input)
    target = code.temp()
    if node.name == "variables":
        code.emit(_VARIABLES, node.at, T=name(target), LOOP=_loop_values(code, node.at))
    elif node.name == "context":
        code.emit(_CONTEXT, node.at, T=name(target))
    elif node.name == "node":
        target = code.call("all_nodes", [name("env")], node.at)
    else:
        arguments = [name("env"), scope.input.node, constant(node.name)]
        return Operand(name(code.call("read_name", arguments, node.at)))
    return code.result(target, "object", 1, node.at)


def _use(code: Code, operand: Operand) -> Operand:
    if isinstance(operand.node, ast.Name):
        code.used.add(operand.node.id)
    return operand


def _read_bound(code: Code, bound: str, at: int) -> Operand:
    operand = code.scope.bound[bound]
    if operand is not None:
        return _use(code, operand)
    target = code.temp()
    code.emit(_READ_LOOP, at, T=name(target), K=constant(bound))
    return Operand(name(target))


def _loop_values(code: Code, at: int) -> ast.expr:
    """Return an object of the loop names bound here: variables that win over all others."""
    names = [bound for bound in sorted(LOOP_NAMES) if _is_loop_name(code, bound)]
    values = [code.leave(_read_bound(code, bound, at), at).node for bound in names]
    if "accumulator" in names:
        names.append("acc")
        values.append(values[names.index("accumulator")])
    keys: list[ast.expr | None] = [constant(bound) for bound in names]
    return ast.Dict(keys=keys, values=values, lineno=at + 1, col_offset=0)


def _is_loop_name(code: Code, key: str) -> bool:
    return key in LOOP_NAMES and key in code.scope.bound


def lower_chain(code: Code, node: Chain, inner: Lower) -> Steps[Operand]:
    """Lower accesses one after the other; after a ``?.`` each asks whether the chain goes on."""
    links = node.links
    value = yield _lower_store(code, node, inner)
    if value is _NO_STORE:
        value = yield inner(code, node.head)
    else:
        links = links[1:]
    target: str | None = None
    for link in links:
        outer = code.open()
        value = yield _lower_link(code, value, link, inner)
        block = code.close(outer, link.at)
        if target is None:
            code.block += block
        else:
            block.append(assign(target, value.node, link.at))
            code.when(_is_whole(target), block, link.at)
            value = value.named(target)
        if link.optional and target is None:
            target = code.temp()
            code.assign(target, value.node, link.at)
            value = value.named(target)
    if target is None:
        return value
    code.emit(_END_CHAIN, node.at, T=name(target))
    return Operand(name(target), "any", value.growth, value.dated)


def _is_whole(target: str) -> ast.expr:
    (test,) = _NOT_BROKEN.fill(0, {"T": name(target)})
    assert isinstance(test, ast.If)
    return test.test


def _lower_link(code: Code, value: Operand, link: Link, inner: Lower) -> Steps[Operand]:
    if isinstance(link, Invoke):
        return (yield lower_method(code, value, link, inner))
    if isinstance(link, Field):
        return _read_field(code, value, link)
    if not link.optional:
        key = yield inner(code, link.key)
        return _read_index(code, value, key, link)
    target, given = code.temp(), code.local(value, link.at)
    outer = code.open()
    key = yield inner(code, link.key)
    made = code.call("get_index_optional", [given, key.node], link.at)
    code.assign(target, name(made), link.at)
    block = code.close(outer, link.at)
    code.emit(_READ_IF_MEMBERS, link.at, T=name(target), A=given, BLOCK=block)
    return Operand(name(target), "any", max(value.growth - 1, SCALAR))


def _read_field(code: Code, value: Operand, link: Field) -> Operand:
    key = constant(link.name)
    target = code.temp()
    growth = max(value.growth - 1, SCALAR)
    if link.optional:
        target = code.call("get_field_optional", [value.node, key], link.at)
        return Operand(name(target), "any", growth)
    if link.name == "length":
        code.emit(_READ_LENGTH, link.at, T=name(target), A=value.node)
    elif code.is_slim or value.is_constant:
        target = code.call("get_field", [value.node, key], link.at)
    else:
        code.emit(_READ_FIELD, link.at, T=name(target), A=value.node, K=key)
    return Operand(name(target), "any", growth)


def _read_index(code: Code, value: Operand, key: Operand, link: Index) -> Operand:
    growth = max(value.growth - 1, SCALAR)
    is_text_key = key.is_constant and key.kind == "text"
    if not is_text_key or code.is_slim or value.is_constant:
        target = code.call("get_index", [value.node, key.node], link.at)
        return Operand(name(target), "any", growth)
    target = code.temp()
    code.emit(_READ_MEMBER, link.at, T=name(target), A=value.node, K=key.node)
    return Operand(name(target), "any", growth)


_NO_STORE = Operand(constant(None))


def _lower_store(code: Code, node: Chain, inner: Lower) -> Steps[Operand]:
    """Lower the head and first link of ``variables.x``, ``context.x``, ``node.x``."""
    head, link = node.head, node.links[0]
    if not isinstance(head, Name) or head.name not in STORES or isinstance(link, Invoke):
        return _NO_STORE
    if head.name in code.scope.parameters:
        return _NO_STORE
    key = static_key(link)
    if key is not None:
        return _read_store(code, head.name, key, link)
    assert isinstance(link, Index)
    if isinstance(link.key, Literal):
        computed = Operand(constant(link.key.value))
    else:
        computed = yield inner(code, link.key)
    return _read_computed(code, head.name, computed, link)


def _read_store(code: Code, store: str, key: str, link: Link) -> Operand:
    loop_name = ALIASES.get(key, key)
    if store == "variables" and _is_loop_name(code, loop_name):
        return _read_bound(code, loop_name, link.at)
    target = code.temp()
    if link.optional:
        code.emit(_READ_OPTIONAL[store], link.at, T=name(target), K=constant(key))
    else:
        target = code.call(_READ_STATIC[store], [name("env"), constant(key)], link.at)
    return Operand(name(target))


def _read_computed(code: Code, store: str, key: Operand, link: Link) -> Operand:
    target, local = code.temp(), code.temp()
    if store == "variables":
        code.emit(_VARIABLES, link.at, T=name(local), LOOP=_loop_values(code, link.at))
    read = "read_member_optional" if link.optional else "read_member"
    code.emit(
        _READ_COMPUTED[store], link.at, T=name(target), READ=name(read), LOCALS=name(local),
        K=key.node,
    )  # fmt: skip
    return Operand(name(target))

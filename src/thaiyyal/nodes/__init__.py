"""The built-in node types, in the palette's order. A new type is imported and listed here."""

from thaiyyal.nodes.context.context_constant import ContextConstant
from thaiyyal.nodes.context.context_variable import ContextVariable
from thaiyyal.nodes.control.condition import Condition
from thaiyyal.nodes.control.filter import Filter
from thaiyyal.nodes.control.for_each import ForEach
from thaiyyal.nodes.control.switch import Switch
from thaiyyal.nodes.control.while_loop import WhileLoop
from thaiyyal.nodes.input.boolean_input import BooleanInput
from thaiyyal.nodes.input.date_input import DateInput
from thaiyyal.nodes.input.datetime_input import DatetimeInput
from thaiyyal.nodes.input.http import Http
from thaiyyal.nodes.input.json_input import JsonInput
from thaiyyal.nodes.input.number import NumberInput
from thaiyyal.nodes.input.paginator import Paginator
from thaiyyal.nodes.input.text_input import TextInput
from thaiyyal.nodes.lists.chunk import Chunk
from thaiyyal.nodes.lists.compact import Compact
from thaiyyal.nodes.lists.find import Find
from thaiyyal.nodes.lists.flat_map import FlatMap
from thaiyyal.nodes.lists.group_by import GroupBy
from thaiyyal.nodes.lists.map import Map
from thaiyyal.nodes.lists.partition import Partition
from thaiyyal.nodes.lists.range import Range
from thaiyyal.nodes.lists.reduce import Reduce
from thaiyyal.nodes.lists.reverse import Reverse
from thaiyyal.nodes.lists.sample import Sample
from thaiyyal.nodes.lists.slice import Slice
from thaiyyal.nodes.lists.sort import Sort
from thaiyyal.nodes.lists.transpose import Transpose
from thaiyyal.nodes.lists.unique import Unique
from thaiyyal.nodes.lists.zip import Zip
from thaiyyal.nodes.operations.expression import Expression
from thaiyyal.nodes.operations.extract import Extract
from thaiyyal.nodes.operations.format import Format
from thaiyyal.nodes.operations.operation import Operation
from thaiyyal.nodes.operations.parse import Parse
from thaiyyal.nodes.operations.text_operation import TextOperation
from thaiyyal.nodes.operations.transform import Transform
from thaiyyal.nodes.output.renderer import Renderer
from thaiyyal.nodes.output.send_email import SendEmail
from thaiyyal.nodes.output.visualization import Visualization
from thaiyyal.nodes.parallel.delay import Delay
from thaiyyal.nodes.parallel.join import Join
from thaiyyal.nodes.parallel.parallel import Parallel
from thaiyyal.nodes.parallel.split import Split
from thaiyyal.nodes.resilience.rate_limiter import RateLimiter
from thaiyyal.nodes.resilience.retry import Retry
from thaiyyal.nodes.resilience.schema_validator import SchemaValidator
from thaiyyal.nodes.resilience.throttle import Throttle
from thaiyyal.nodes.resilience.timeout import Timeout
from thaiyyal.nodes.resilience.try_catch import TryCatch
from thaiyyal.nodes.state.accumulator import Accumulator
from thaiyyal.nodes.state.cache import Cache
from thaiyyal.nodes.state.counter import Counter
from thaiyyal.nodes.state.variable import Variable
from thaiyyal.nodes.trigger.error_trigger import ErrorTrigger
from thaiyyal.nodes.trigger.manual_trigger import ManualTrigger
from thaiyyal.nodes.trigger.respond import Respond
from thaiyyal.nodes.trigger.schedule_trigger import ScheduleTrigger
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTrigger
from thaiyyal.nodes.waiting.approval import Approval
from thaiyyal.nodes.waiting.call_workflow import CallWorkflow
from thaiyyal.nodes.waiting.wait_signal import WaitSignal
from thaiyyal.nodes.waiting.wait_until import WaitUntil

BUILT_IN = (
    ManualTrigger,
    WebhookTrigger,
    ScheduleTrigger,
    ErrorTrigger,
    Respond,
    NumberInput,
    TextInput,
    BooleanInput,
    DateInput,
    DatetimeInput,
    JsonInput,
    Http,
    Paginator,
    Visualization,
    Renderer,
    SendEmail,
    ContextVariable,
    ContextConstant,
    Operation,
    TextOperation,
    Expression,
    Transform,
    Extract,
    Parse,
    Format,
    Condition,
    Switch,
    Filter,
    ForEach,
    WhileLoop,
    Parallel,
    Join,
    Split,
    Delay,
    WaitUntil,
    WaitSignal,
    Approval,
    CallWorkflow,
    Map,
    Reduce,
    Slice,
    Sort,
    Find,
    FlatMap,
    GroupBy,
    Unique,
    Chunk,
    Reverse,
    Partition,
    Zip,
    Sample,
    Range,
    Compact,
    Transpose,
    Variable,
    Accumulator,
    Counter,
    Cache,
    Retry,
    TryCatch,
    Timeout,
    RateLimiter,
    Throttle,
    SchemaValidator,
)

__all__ = ["BUILT_IN"]

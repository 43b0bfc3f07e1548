"""The command line. Results go to standard output, everything else to standard error.

Exit codes: 0 done, 1 the workflow failed or problems were found, 2 wrong usage, 3 not reachable or
not ready.
"""

import gc
import sys

import typer

from thaiyyal.cli.lazy import LazyGroup
from thaiyyal.kernel.errors import Kind, ThaiyyalError

app = typer.Typer(
    cls=LazyGroup,
    help="Draw workflows, check them, and run them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback()
def thaiyyal() -> None:
    """Draw workflows, check them, and run them."""


def main() -> None:
    """Run the command line; expected errors become one clear line, never a traceback."""
    _spare_the_collector()
    try:
        app()
    except ThaiyyalError as error:
        sys.stderr.write(f"error: {error.message}\n")
        raise SystemExit(3 if error.kind is Kind.UNAVAILABLE else 2) from None
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None


def _spare_the_collector() -> None:
    """Look for cycles less often: large lists of objects would be walked again and again.

    What was imported stays for good and is left out of every later walk.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


__all__ = ["app", "main"]

"""A small shop on this machine: pages of orders and a list of customers. For the example only.

Run it with ``python examples/api-pagination/server.py [port]``; it stops with Ctrl-C.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CUSTOMERS = {"c1": "Fjord Boats", "c2": "Mill & Sons", "c3": "Casa Verde"}
ORDERS = [
    {"id": 1, "customer": "c1", "status": "open", "total": 150.5},
    {"id": 2, "customer": "c3", "status": "paid", "total": 80},
    {"id": 3, "customer": "c2", "status": "open", "total": 200},
    {"id": 4, "customer": "c2", "status": "paid", "total": 45},
    {"id": 5, "customer": "c2", "status": "open", "total": 120},
    {"id": 6, "customer": "c3", "status": "paid", "total": 12.5},
    {"id": 7, "customer": "c1", "status": "paid", "total": 99},
]


def page_of_orders(*, page: int, per_page: int) -> object:
    """Return one page of the orders, counted from 1, and how many there are in all."""
    first = (page - 1) * per_page
    return {"data": {"orders": ORDERS[first : first + per_page], "total": len(ORDERS)}}


class Shop(BaseHTTPRequestHandler):
    """Answers GET /orders?page=&per_page= and POST /customers {"ids": […]}."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        if address.path != "/orders":
            return self._send(404, {"error": "there is no such page"})
        page, per_page = (int(query.get(name, ["1"])[0]) for name in ("page", "per_page"))
        return self._send(200, page_of_orders(page=page, per_page=per_page))

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = [{"id": key, "name": CUSTOMERS[key]} for key in asked["ids"] if key in CUSTOMERS]
        self._send(200, known)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing per request."""

    def _send(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until Ctrl-C; port 0 takes a free one. The address is the first line printed."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8765
    with ThreadingHTTPServer(("127.0.0.1", port), Shop) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()

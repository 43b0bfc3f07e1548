"""What goes out: for each of the rules the urls, and the address that has to be reached.

``PORT`` is the server's. The name service and the rules are in ``cases_rules``.
"""

from collections.abc import Mapping, Sequence

ACCEPTED: Mapping[str, Sequence[tuple[str, str]]] = {
    "this machine opened": (
        ("http://127.0.0.1:PORT/", "127.0.0.1"),
        ("http://127.0.0.1.:PORT/", "127.0.0.1"),
        ("http://127.0.0.2:PORT/", "127.0.0.2"),
        ("http://127.1.2.3:PORT/", "127.1.2.3"),
        ("http://[::1]:PORT/", "::1"),
        ("http://[0:0:0:0:0:0:0:1]:PORT/", "::1"),
        ("http://[0000::0001]:PORT/", "::1"),
        ("http://localhost:PORT/", "127.0.0.1"),
        ("http://LOCALHOST:PORT/", "127.0.0.1"),
        ("http://localhost.:PORT/", "127.0.0.1"),
        ("http://x.localhost:PORT/", "127.0.0.1"),
        ("http://localhost.localdomain:PORT/", "127.0.0.1"),
        ("http://shop.test:PORT/", "127.0.0.1"),
        ("http://SHOP.Test:PORT/", "127.0.0.1"),
        ("HTTP://shop.test:PORT/", "127.0.0.1"),
        ("http://shop.test.:PORT/", "127.0.0.1"),
        ("http://my_host.shop.test:PORT/", "127.0.0.1"),
        ("http://1.shop.test:PORT/", "127.0.0.1"),
        ("http://a.b.c.shop.test:PORT/", "127.0.0.2"),
        ("http://b\u00fccher.test:PORT/", "127.0.0.1"),
        ("http://B\u00dcCHER.test:PORT/", "127.0.0.1"),
        ("http://bu\u0308cher.test:PORT/", "127.0.0.1"),
        ("http://xn--bcher-kva.test:PORT/", "127.0.0.1"),
        ("http://XN--BCHER-KVA.TEST:PORT/", "127.0.0.1"),
        ("http://\u65e5\u672c.test:PORT/", "127.0.0.1"),
        ("http://shop\u3002test:PORT/", "127.0.0.1"),
        ("http://\uff53hop.test:PORT/", "127.0.0.1"),
        ("http://six.test:PORT/", "::1"),
        ("http://several.test:PORT/", "127.0.0.1"),
        ("http://here.local:PORT/", "127.0.0.1"),
        ("http://127.0.0.1.nip.test:PORT/", "127.0.0.1"),
        ("http://test:PORT/", "127.0.0.1"),
        ("http://shop.test:PORT?x=http://10.0.0.1/", "127.0.0.1"),
        ("http://shop.test:PORT/@10.0.0.1/", "127.0.0.1"),
        ("http://shop.test:PORT/#@10.0.0.1/", "127.0.0.1"),
        ("http://shop.test:PORT/\\..\\10.0.0.1", "127.0.0.1"),
        ("http://shop.test:PORT/go/http%3A%2F%2Fsecond.test%3APORT%2F", "127.0.0.2"),
        ("http://shop.test:PORT/go/%2F%2F127.1.2.3%3APORT%2F", "127.1.2.3"),
        ("http://shop.test:PORT/go/%2Fhere", "127.0.0.1"),
        ("http://127.0.0.1:PORT/go/http%3A%2F%2F%5B%3A%3A1%5D%3APORT%2F", "::1"),
    ),
    "tenant allows shop.test": (
        ("http://shop.test:PORT/", "127.0.0.1"),
        ("http://www.shop.test:PORT/", "127.0.0.1"),
        ("http://a.b.c.shop.test:PORT/", "127.0.0.2"),
        ("http://WWW.SHOP.TEST.:PORT/", "127.0.0.1"),
        ("http://www.shop.test:PORT/go/http%3A%2F%2Fa.b.c.shop.test%3APORT%2F", "127.0.0.2"),
    ),
    "tenant denies shop.test": (
        ("http://news.test:PORT/", "127.0.0.1"),
        ("http://notshop.test:PORT/", "127.0.0.1"),
        ("http://shop.test.evil.test:PORT/", "127.0.0.1"),
        ("http://127.0.0.1:PORT/", "127.0.0.1"),
    ),
    "tenant allows b\u00fccher.test": (
        ("http://b\u00fccher.test:PORT/", "127.0.0.1"),
        ("http://www.xn--bcher-kva.test:PORT/", "127.0.0.1"),
    ),
    "tenant allows shop.test, denies ads.shop.test": (
        ("http://shop.test:PORT/", "127.0.0.1"),
        ("http://www.shop.test:PORT/", "127.0.0.1"),
    ),
    "tenant allows 127.0.0.1": (
        ("http://127.0.0.1:PORT/", "127.0.0.1"),
        ("http://shop.test:PORT/", "127.0.0.1"),
        ("http://localhost:PORT/", "127.0.0.1"),
    ),
    "tenant denies 127.0.0.2": (
        ("http://127.0.0.1:PORT/", "127.0.0.1"),
        ("http://[::1]:PORT/", "::1"),
        ("http://far.shop.test:PORT/", "127.1.2.3"),
    ),
    "tenant allows 127.0.0.0/8, denies 127.1.0.0/16": (
        ("http://second.test:PORT/", "127.0.0.2"),
        ("http://127.0.0.1:PORT/", "127.0.0.1"),
    ),
    "tenant denies ::1": (("http://127.0.0.1:PORT/", "127.0.0.1"),),
    "tenant allows ::1": (
        ("http://six.test:PORT/", "::1"),
        ("http://[::1]:PORT/", "::1"),
    ),
    "tenant allows shop.test and 127.0.0.1": (
        ("http://shop.test:PORT/", "127.0.0.1"),
        ("http://127.0.0.1:PORT/", "127.0.0.1"),
    ),
    "platform allows shop.test": (
        ("http://shop.test:PORT/", "127.0.0.1"),
        ("http://127.0.0.2:PORT/", "127.0.0.2"),
    ),
    "platform denies shop.test": (("http://news.test:PORT/", "127.0.0.1"),),
    "platform allows test, tenant allows shop.test": (("http://www.shop.test:PORT/", "127.0.0.1"),),
    "platform lets this tenant only to shop.test": (("http://shop.test:PORT/", "127.0.0.1"),),
    "platform lets this tenant only to 127.0.0.1": (("http://news.test:PORT/", "127.0.0.1"),),
}

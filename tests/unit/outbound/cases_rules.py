"""The rules and the name service that the tables of cases speak of."""

from collections.abc import Mapping

from thaiyyal.outbound import AddressPolicy, Lists, Rules

_HERE = AddressPolicy(["127.0.0.0/8", "::1/128"])

RULES: Mapping[str, Rules] = {
    "nothing said": Rules(),
    "this machine opened": Rules(_HERE),
    "this machine and all addresses opened": Rules(AddressPolicy(["0.0.0.0/0", "::/0"])),
    "NAT64 opened": Rules(AddressPolicy(["64:ff9b::/96", "2002::/16"])),
    "the metadata address opened": Rules(AddressPolicy(["169.254.169.254/32"])),
    "tenant allows shop.test": Rules(_HERE, tenant=Lists(allow_domains=("shop.test",))),
    "tenant denies shop.test": Rules(_HERE, tenant=Lists(deny_domains=("shop.test",))),
    "tenant allows bücher.test": Rules(_HERE, tenant=Lists(allow_domains=("Bücher.test",))),
    "tenant denies bücher.test": Rules(_HERE, tenant=Lists(deny_domains=("bücher.TEST.",))),
    "tenant allows shop.test, denies ads.shop.test": Rules(
        _HERE, tenant=Lists(allow_domains=("shop.test",), deny_domains=("ads.shop.test",))
    ),
    "tenant allows and denies shop.test": Rules(
        _HERE, tenant=Lists(allow_domains=("shop.test",), deny_domains=("shop.test",))
    ),
    "tenant allows 127.0.0.1": Rules(_HERE, tenant=Lists(allow_networks=("127.0.0.1/32",))),
    "tenant denies 127.0.0.2": Rules(_HERE, tenant=Lists(deny_networks=("127.0.0.2/32",))),
    "tenant allows 127.0.0.0/8, denies 127.1.0.0/16": Rules(
        _HERE, tenant=Lists(allow_networks=("127.0.0.0/8",), deny_networks=("127.1.0.0/16",))
    ),
    "tenant denies ::1": Rules(_HERE, tenant=Lists(deny_networks=("::1",))),
    "tenant allows ::1": Rules(_HERE, tenant=Lists(allow_networks=("::1",))),
    "tenant allows shop.test and 127.0.0.1": Rules(
        _HERE, tenant=Lists(allow_domains=("shop.test",), allow_networks=("127.0.0.1",))
    ),
    "tenant allows 10.0.0.0/8": Rules(_HERE, tenant=Lists(allow_networks=("10.0.0.0/8",))),
    "tenant denies 8.8.8.0/24, NAT64 opened": Rules(
        AddressPolicy(["64:ff9b::/96", "2002::/16"]), tenant=Lists(deny_networks=("8.8.8.0/24",))
    ),
    "platform allows shop.test": Rules(_HERE, Lists(allow_domains=("shop.test",))),
    "platform denies shop.test": Rules(_HERE, Lists(deny_domains=("shop.test",))),
    "platform denies 127.0.0.2": Rules(_HERE, Lists(deny_networks=("127.0.0.2",))),
    "platform denies shop.test, tenant allows it": Rules(
        _HERE, Lists(deny_domains=("shop.test",)), tenant=Lists(allow_domains=("shop.test",))
    ),
    "platform allows shop.test, tenant allows news.test": Rules(
        _HERE, Lists(allow_domains=("shop.test",)), tenant=Lists(allow_domains=("news.test",))
    ),
    "platform allows test, tenant allows shop.test": Rules(
        _HERE, Lists(allow_domains=("test",)), tenant=Lists(allow_domains=("shop.test",))
    ),
    "platform lets this tenant only to shop.test": Rules(
        _HERE, platform_for_tenant=Lists(allow_domains=("shop.test",))
    ),
    "platform lets this tenant only to 127.0.0.1": Rules(
        _HERE, platform_for_tenant=Lists(allow_networks=("127.0.0.1",))
    ),
}

NAMES: Mapping[str, tuple[str, ...]] = {
    "shop.test": ("127.0.0.1",),
    "www.shop.test": ("127.0.0.1",),
    "a.b.c.shop.test": ("127.0.0.2",),
    "ads.shop.test": ("127.0.0.1",),
    "x.ads.shop.test": ("127.0.0.1",),
    "my_host.shop.test": ("127.0.0.1",),
    "1.shop.test": ("127.0.0.1",),
    "far.shop.test": ("127.1.2.3",),
    "notshop.test": ("127.0.0.1",),
    "shop.test.evil.test": ("127.0.0.1",),
    "news.test": ("127.0.0.1",),
    "test": ("127.0.0.1",),
    "xn--bcher-kva.test": ("127.0.0.1",),
    "www.xn--bcher-kva.test": ("127.0.0.1",),
    "xn--wgv71a.test": ("127.0.0.1",),
    "bcher.test": ("127.0.0.1",),
    "second.test": ("127.0.0.2",),
    "six.test": ("::1",),
    "both.test": ("127.0.0.1", "::1"),
    "several.test": ("127.0.0.1", "127.0.0.2", "127.1.2.3"),
    "printer.local": ("192.168.1.7",),
    "here.local": ("127.0.0.1",),
    "db.internal": ("10.0.0.5",),
    "kubernetes.default.svc": ("10.96.0.1",),
    "carrier.test": ("100.64.0.1",),
    "cloud.test": ("169.254.169.254",),
    "azure.test": ("168.63.129.16",),
    "alibaba.test": ("100.100.100.200",),
    "aws6.test": ("fd00:ec2::254",),
    "zero.test": ("0.0.0.0",),
    "mapped.test": ("::ffff:10.0.0.1",),
    "mapped-public.test": ("::ffff:8.8.8.8",),
    "nat64.test": ("64:ff9b::a9fe:a9fe",),
    "nat64-public.test": ("64:ff9b::8.8.8.8",),
    "sixto4.test": ("2002:a00:1::",),
    "teredo.test": ("2001:0:808:808::f5ff:fffe",),
    "unique-local.test": ("fd12::1",),
    "link-local.test": ("fe80::1",),
    "zoned.test": ("fe80::1%lo",),
    "broadcast.test": ("255.255.255.255",),
    "multicast.test": ("224.0.0.1",),
    "good-then-bad.test": ("127.0.0.1", "10.0.0.1"),
    "bad-then-good.test": ("10.0.0.1", "127.0.0.1"),
    "public-then-bad.test": ("93.184.216.34", "169.254.169.254"),
    "good-then-bad6.test": ("127.0.0.1", "fd00::1"),
    "bad-in-the-middle.test": ("93.184.216.34", "127.0.0.1", "93.184.216.35"),
    "127.0.0.1.nip.test": ("127.0.0.1",),
    "localtest.test": ("127.0.0.1",),
}
"""Host -> addresses. Public ones are never dialled in these tests."""

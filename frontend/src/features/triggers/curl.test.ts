import { curlExample } from "./curl";

const plain = { method: "POST", address: "https://a.example/x", auth: "none", header: null, signature: null };

it("sends JSON, and nothing with GET", () => {
  expect(curlExample(plain)).toContain('-d \'{"hello": "world"}\'');
  expect(curlExample({ ...plain, method: "GET" })).toBe("curl -X GET 'https://a.example/x'");
});

it("puts the secret into the header that the node names", () => {
  const example = curlExample({ ...plain, auth: "header", header: { name: "X-API-Key", prefix: "" } });

  expect(example).toContain('-H "X-API-Key: $SECRET"');
});

it("signs the body as the node wants it", () => {
  const signature = { header: "X-Sig", prefix: "sha256=", encoding: "base64", timestamp_header: "X-Time" };

  const example = curlExample({ ...plain, auth: "signature", signature });

  expect(example).toContain(
    'printf %s "$TIME.$BODY" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64',
  );
  expect(example).toContain('-H "X-Sig: sha256=$SIGNATURE"');
  expect(example).toContain('-H "X-Time: $TIME"');
});

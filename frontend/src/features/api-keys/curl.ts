/** A request that shows that a new key works: who it is. */
export function curlExample(key: string, origin: string): string {
  return `curl ${origin}/api/v1/me \\\n  -H 'X-API-Key: ${key}'`;
}

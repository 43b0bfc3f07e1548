"""What Redis carries out as a whole, in Lua, by its own clock.

Records of limiters are packed numbers, and the arithmetic is that of ``Pace.next_pass``.
"""

from typing import Literal

_CLOCK = """
local function now_s(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) + tonumber(time[2]) / 1000000
end
"""
_TURN = """
local now, most, per = now_s(ARGV[3]), tonumber(ARGV[1]), tonumber(ARGV[2])
local stored = redis.call('GET', KEYS[1])
local record = stored and cmsgpack.unpack(stored) or {}
local wait, kept = next_turn(record, now, most, per)
local ttl = math.min(math.ceil((wait + per + 1) * 1000), 1e15)
redis.call('SET', KEYS[1], cmsgpack.pack(kept), 'PX', string.format('%.0f', ttl))
return string.format('%.17g', wait)
"""
_FIXED = """
local function next_turn(record, now, most, per)
  local start, taken = record[1] or now, record[2] or 0
  if now >= start + per then start, taken = now, 0 end
  if taken >= most then start, taken = start + per, 0 end
  return math.max(0, start - now), {start, taken + 1}
end
"""
_BUCKET = """
local function next_turn(record, now, most, per)
  local each = per / most
  local arrival = math.max(record[1] or now, now)
  return math.max(0, arrival - (per - each) - now), {arrival + each}
end
"""
_SLIDING = """
local function next_turn(record, now, most, per)
  local taken, head, at = record[1] or 0, 2, now
  while head < #record and (record[head] <= now - per or taken - record[head + 1] >= most) do
    taken, head = taken - record[head + 1], head + 2
  end
  if taken >= most then
    at = math.max(now, record[head] + per)
    record[head + 1], taken = record[head + 1] - 1, taken - 1
    if record[head + 1] == 0 then head = head + 2 end
  end
  local kept = {taken + 1}
  for place = head, #record do kept[#kept + 1] = record[place] end
  local last = #kept
  if last > 1 and kept[last] < math.ceil(most / 1000) then
    kept[last - 1], kept[last] = math.max(kept[last - 1], at), kept[last] + 1
  else
    kept[last + 1], kept[last + 2] = at, 1
  end
  return at - now, kept
end
"""
TURN_SCRIPTS = {
    "fixed_window": _CLOCK + _FIXED + _TURN,
    "sliding_window": _CLOCK + _SLIDING + _TURN,
    "token_bucket": _CLOCK + _BUCKET + _TURN,
}

CACHE_PARTS = ("values", "ends", "made", "used", "uses", "facts")
"""The keys of one cache. ``values``: entry -> value. ``ends``, ``made``, ``used``, ``uses``: its
entries by when they are over, by the count of events at which they were made and used last, and by
how often they were used. ``facts``: the count of events, and the bytes of all values. A full Redis
may drop one of them: what is left is of no use then."""

_ENTRIES = """
local VALUES, ENDS, MADE, USED, USES, FACTS = unpack(KEYS)
local EVENTS = 2199023255552
local parts = redis.call('EXISTS', unpack(KEYS))
if parts > 0 and parts < #KEYS then redis.call('DEL', unpack(KEYS)) end
local function touch(entry, uses)
  local event = redis.call('HINCRBY', FACTS, 'events', 1)
  redis.call('ZADD', USED, event, entry)
  redis.call('ZADD', USES, string.format('%.0f', math.min(uses, 4095) * EVENTS + event), entry)
  return event
end
local function drop(entry)
  redis.call('HINCRBY', FACTS, 'bytes', 0 - redis.call('HSTRLEN', VALUES, entry))
  redis.call('HDEL', VALUES, entry)
  for _, order in ipairs({ENDS, MADE, USED, USES}) do redis.call('ZREM', order, entry) end
end
local now, entry = math.floor(now_s('') * 1000), ARGV[1]
local ends = redis.call('ZSCORE', ENDS, entry)
local is_live = ends and tonumber(ends) > now
"""
_GET = """
if not is_live then return false end
touch(entry, math.floor(tonumber(redis.call('ZSCORE', USES, entry)) / EVENTS) + 1)
return redis.call('HGET', VALUES, entry)
"""
_PUT = """
local value, ttl = ARGV[2], tonumber(ARGV[3])
local most, most_bytes = tonumber(ARGV[4]), tonumber(ARGV[6])
local order = ({lru = USED, lfu = USES, fifo = MADE})[ARGV[5]]
for _, old in ipairs(redis.call('ZRANGEBYSCORE', ENDS, '-inf', now)) do drop(old) end
if ends then drop(entry) end
redis.call('HSET', VALUES, entry, value)
redis.call('HINCRBY', FACTS, 'bytes', #value)
redis.call('ZADD', ENDS, string.format('%.0f', now + ttl), entry)
redis.call('ZADD', MADE, touch(entry, 1), entry)
while redis.call('HLEN', VALUES) > most
    or tonumber(redis.call('HGET', FACTS, 'bytes')) > most_bytes do
  local first = redis.call('ZRANGE', order, 0, 1)
  local gone = first[1] == entry and first[2] or first[1]
  if not gone then break end
  drop(gone)
end
local kept = math.max(ttl + 1000, redis.call('PTTL', VALUES))
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, string.format('%.0f', kept)) end
return is_live and 1 or 0
"""
_DELETE = """
if ends then drop(entry) end
return is_live and 1 or 0
"""
CACHE_SCRIPTS: dict[Literal["get", "put", "delete"], str] = {
    "get": _CLOCK + _ENTRIES + _GET,
    "put": _CLOCK + _ENTRIES + _PUT,
    "delete": _CLOCK + _ENTRIES + _DELETE,
}

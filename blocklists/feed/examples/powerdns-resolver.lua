-- SPDX-License-Identifier: Apache-2.0
-- The zones of the middle tier (192.0.2.2) for powerdns-resolver.conf. It takes no NOTIFY for them: it asks every 60
-- s.
local transfer = {
  tsigname = "feed", tsigalgo = "hmac-sha256", tsigsecret = "ZXhhbXBsZSBvbmx5OiBtYWtlIHlvdXIgb3duIHNlY3JldCE=",
  refresh = 60,
}
rpzPrimary("192.0.2.2:53", "static.dga.rpz.example", transfer)
rpzPrimary("192.0.2.2:53", "daily.dga.rpz.example", transfer)

-- For wrk: each request is one step of a course, done by the next of the learners whose cookies stand in $COOKIES, one a line.
local cookies = {}
for line in io.lines(os.getenv("COOKIES")) do cookies[#cookies + 1] = line end
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Accept"] = "text/html" }
local at = 0

request = function()
  at = at % #cookies + 1
  headers["Cookie"] = cookies[at]
  return wrk.format("POST", "/f/elearning_progress", headers, "course=plateforme&step=exercice")
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("p99 %.1f ms, p50 %.1f ms, %d answers, %d failed\n", latency:percentile(99) / 1000, latency:percentile(50) / 1000,
    summary.requests, errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end

-- Redirects of one browser for wrk: each with a code of its own, five to a state.
-- Arguments: path, file with one state per line, cookie, and what makes this run's codes its own.
local path, states, cookie, run, sent = nil, {}, nil, nil, 0

function init(args)
  path, cookie, run = args[1], args[3], args[4]
  for line in io.lines(args[2]) do
    states[#states + 1] = line
  end
end

function request()
  -- The states run out only if most requests are refused; the result then shows the refusals.
  local state = states[math.floor(sent / 5) + 1] or states[#states]
  sent = sent + 1
  local code = run .. sent .. "-" .. string.rep("c", 180)
  return wrk.format("GET", path .. "?code=" .. code .. "&state=" .. state, { ["Cookie"] = cookie })
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("result %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end

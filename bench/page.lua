-- wrk script: GET one of the targets of the file TARGETS (a line each), at random.
-- Environment: KEY (an API key), TARGETS.
local requests = {}

function init()
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("KEY")
  for line in io.lines(os.getenv("TARGETS")) do requests[#requests + 1] = wrk.format(nil, line) end
  math.randomseed(7)
end

function request()
  return requests[math.random(#requests)]
end

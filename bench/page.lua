-- wrk script: GET one of the targets of the file TARGETS (a line each), at random.
-- Environment: KEY (an API key), TARGETS.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("KEY")
local targets = {}
for line in io.lines(os.getenv("TARGETS")) do targets[#targets + 1] = line end
math.randomseed(7)

function request()
  return wrk.format(nil, targets[math.random(#targets)])
end

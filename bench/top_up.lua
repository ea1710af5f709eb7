-- wrk script: POST a top-up of 1,000 to one customer after the other, each with an idempotency key of its own.
-- Environment: CUSTOMERS (a file: an API key and a path a line), PREFIX (of the idempotency keys).
local customers = {}
local prefix = os.getenv("PREFIX")
local body = '{"amount":{"amount":1000,"currency":"VND"}}'
local calls = 0

function init()
  for line in io.lines(os.getenv("CUSTOMERS")) do
    local key, path = line:match("^(%S+) (%S+)$")
    customers[#customers + 1] = { key = key, path = path }
  end
end

function request()
  calls = calls + 1
  local customer = customers[calls % #customers + 1]
  return wrk.format("POST", customer.path, {
    ["Authorization"] = "Bearer " .. customer.key,
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = prefix .. calls,
  }, body)
end

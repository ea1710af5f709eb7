-- wrk script: POST /api/v1/registrations, ROWS rows a call, each row an account that was not asked before.
-- Environment: KEY (an API key), FIRST (number of the first account), ROWS, PREFIX (of the idempotency keys).
local first = tonumber(os.getenv("FIRST"))
local rows = tonumber(os.getenv("ROWS"))
local prefix = os.getenv("PREFIX")
local calls = 0

wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("KEY")
wrk.headers["Content-Type"] = "application/json"

function request()
  local items = {}
  for row = 1, rows do
    local number = first + calls * rows + row - 1
    items[row] = string.format('{"email":"row%d@bench.example","friendly_name":"Khách hàng số %d"}', number, number)
  end
  calls = calls + 1
  wrk.headers["Idempotency-Key"] = prefix .. calls
  return wrk.format(nil, nil, nil, '{"items":[' .. table.concat(items, ",") .. ']}')
end

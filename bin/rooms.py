#!/usr/bin/env python3
"""The room rule: a room of src/ includes only rooms above it, and of a domain room only its one header.
A test may use the testing.hpp of a room above. No file grows past 400 lines, no test past 700."""
import pathlib
import re
import sys

ROOMS = ["base", "platform", "notifications", "identity", "exports", "events", "accounts", "partners", "pricing", "credit",
         "registrations", "deals", "revenue", "app"]
DOMAIN = ROOMS[2:-1]  # app/ alone wires their further headers: handlers and settings
INCLUDE = re.compile(r'#include "([a-z_]+)/([^"]+)"')

complaints = []
for path in sorted(pathlib.Path("src").rglob("*.[ch]pp")):
    lines = path.read_text(encoding="utf-8").splitlines()
    most = 700 if path.name.endswith("_test.cpp") else 400
    if len(lines) > most:
        complaints.append(f"{path}: {len(lines)} lines; a file stays below {most}")
    room = path.parts[1]
    if len(path.parts) < 3:
        continue
    if room not in ROOMS:
        complaints.append(f"{path}: there is no room {room}")
        continue
    for number, line in enumerate(lines, 1):
        found = INCLUDE.search(line)
        if not found or found.group(1) in ("embedded", room):
            continue
        other, header = found.groups()
        if other not in ROOMS:
            complaints.append(f"{path}:{number}: {other}/ is no room")
        elif ROOMS.index(other) > ROOMS.index(room):
            complaints.append(f"{path}:{number}: {room} must not include {other}, which stands below it")
        elif header == "testing.hpp" and path.name.endswith(("_test.cpp", "testing.hpp")):
            continue
        elif other in DOMAIN and room != "app" and header != f"{other}.hpp":
            complaints.append(f"{path}:{number}: {room} may include of {other} its {other}/{other}.hpp only")
print("\n".join(complaints), end="\n" if complaints else "")
sys.exit(1 if complaints else 0)

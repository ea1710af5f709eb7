"""A demo portal of the release build for one measurement, with settings by their names, and requests to it."""
import http.client
import json
import os
import pathlib
import subprocess
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("PORTAL_PROGRAM", str(REPOSITORY / "build/release/partner-portal"))


class Portal:
    def __init__(self, settings):
        # In memory where there is room: how busy the disk is must not be measured.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = tempfile.TemporaryDirectory(prefix="portal-bench-", dir=memory)
        self.clock_file = pathlib.Path(self.folder.name) / "clock"
        self.hours_ahead = 0
        self.clock_file.write_text("0")
        settings = {"data": f"{self.folder.name}/data", "listen": "127.0.0.1:0", "demo.clock_file": str(self.clock_file),
                    "trusted_proxies": "127.0.0.1", **settings}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        environment |= {f"PORTAL_{name.upper().replace('.', '_')}": str(value) for name, value in settings.items()}
        self.log = open(f"{self.folder.name}/log", "w+")
        self.process = subprocess.Popen([PROGRAM, "serve", "--demo"], env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.process.stdout:
            if "listening on http://" in line:
                self.port = int(line.rsplit(":", 1)[1])
                break
        else:
            raise SystemExit(f"the portal did not start: {self.said()}")
        self.users = json.loads(pathlib.Path(settings["data"], "demo-credentials.json").read_text())["users"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.folder.cleanup()

    def said(self):
        self.log.seek(0)
        return self.log.read()[-2000:]

    def stop(self):
        """The exit code; 0 when it ended as asked."""
        self.process.terminate()
        return self.process.wait(40)

    def move_clock(self, hours):
        self.hours_ahead += hours
        moved = self.clock_file.with_suffix(".new")
        moved.write_text(str(self.hours_ahead * 3600))
        moved.rename(self.clock_file)

    def memory_mib(self, which):
        """VmRSS is what it holds now, VmHWM the most it ever held."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(which + ":"):
                return int(line.split()[1]) / 1024
        raise SystemExit("the portal is gone: " + self.said())

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)


def sign_in(connection, email, password, address):
    """The answer's status and headers; `address` is whom the proxy says that it comes from."""
    body = json.dumps({"email": email, "password": password})
    connection.request("POST", "/api/v1/session", body, {"content-type": "application/json", "x-forwarded-for": address})
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers


def address_of(number):
    """One of 16 million addresses."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def print_table(rows):
    width = max(len(name) for name, _, _ in rows)
    values = max(len(value) for _, value, _ in rows)
    for name, value, verdict in rows:
        print(f"{name:<{width}}  {value:>{values}}  {verdict}".rstrip())

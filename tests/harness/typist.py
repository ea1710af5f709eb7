"""Somebody at a terminal: runs a program on a pseudo terminal and types.

typist.py '["PROGRAM", "ARGUMENT"…]' '[{"wait": "Password: "}, {"type": "a text\\n"}, {"stopped": true}]'

"wait" waits until the terminal shows the text, "type" types it, "stopped" waits until the program is stopped and lets it
go on. Prints {"code", "signal", "shown", "echoes", "echo"}: what the terminal showed, whether it echoed at each wait and
stop, and whether it does after the end.
"""
import fcntl
import json
import os
import pty
import select
import signal
import sys
import termios
import time

PATIENCE_S = 20


def echo_of(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


class Terminal:
    def __init__(self, program):
        self.shown = ""
        self.looked_to = 0
        self.echoes = []
        self.outside, self.inside = pty.openpty()
        # As a shell does: the terminal is this process's, and the program runs in front in a group of its own. In a
        # session of its own it could not be stopped.
        os.setsid()
        fcntl.ioctl(self.inside, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        self.child = os.fork()
        if self.child == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(self.inside, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            for descriptor in range(3):
                os.dup2(self.inside, descriptor)
            os.execv(program[0], program)

    def read(self, seconds):
        if select.select([self.outside], [], [], seconds)[0]:
            self.shown += os.read(self.outside, 65536).decode()
            return True
        return False

    def wait(self, text):
        end = time.monotonic() + PATIENCE_S
        while (found := self.shown.find(text, self.looked_to)) < 0:
            if time.monotonic() > end:
                raise SystemExit(f"the terminal never showed {text!r}: {self.shown!r}")
            self.read(0.1)
        self.looked_to = found + len(text)
        self.echoes.append(echo_of(self.outside))

    def type(self, text):
        os.write(self.outside, text.encode())

    def stopped(self, _):
        _, status = os.waitpid(self.child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            raise SystemExit(f"the program ended: {self.shown!r}")
        self.echoes.append(echo_of(self.outside))
        os.kill(self.child, signal.SIGCONT)

    def end(self):
        end = time.monotonic() + PATIENCE_S
        while True:
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                break
            if time.monotonic() > end:
                os.kill(self.child, signal.SIGKILL)
            self.read(0.05)
        while self.read(0.05):
            pass
        return {
            "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
            "signal": signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else None,
            "shown": self.shown,
            "echoes": self.echoes,
            "echo": echo_of(self.outside),
        }


terminal = Terminal(json.loads(sys.argv[1]))
for step in json.loads(sys.argv[2]):
    for verb, text in step.items():
        getattr(terminal, verb)(text)
print(json.dumps(terminal.end()))

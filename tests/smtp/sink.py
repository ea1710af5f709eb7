#!/usr/bin/python3
"""A real SMTP server for tests that keeps what it is given and can misbehave.

usage: sink.py --file MAILS.jsonl [--mode-file FILE] [--port N] [--tls none|starttls|tls]
               [--certificate FILE] [--name HOST] [--user NAME --password WORD]

Listens on 127.0.0.1, prints its port and a line end, and ends when its standard input does. Each mail taken is one
line of MAILS.jsonl: {"from", "recipients", "headers": [[name, value]], "subject", "text", "html", "raw", "tls",
"user", "peer", "answered"}. With TLS a key and a self-signed certificate for HOST are made, the latter written to FILE.

The mode is read from the mode file at each command; each line is one rule, and where an address follows, the
rule is for that recipient only:
  busy [address]        451 to RCPT                  busy-content [address]    451 after the mail's end
  refuse [address]      550 to RCPT                  refuse-content [address]  554 after the mail's end
  slow [address]        from RCPT on, one byte of answer a second
  silent [address]      no answer after the mail's end
  drop [address]        the mail is kept, but the connection closes instead of an answer
  no-sender             550 to MAIL
"""
import argparse
import asyncio
import email
import email.policy
import json
import os
import ssl
import subprocess
import sys
import tempfile

from aiosmtpd.smtp import SMTP, AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument("--file", required=True)
arguments.add_argument("--mode-file")
arguments.add_argument("--port", type=int, default=0)
arguments.add_argument("--tls", choices=("none", "starttls", "tls"), default="none")
arguments.add_argument("--certificate")
arguments.add_argument("--name", default="localhost")
arguments.add_argument("--user")
arguments.add_argument("--password")
options = arguments.parse_args()


def rules():
    try:
        with open(options.mode_file, encoding="utf-8") as file:
            return [line.split() for line in file if line.strip()]
    except (OSError, TypeError):
        return []


def demanded(name, recipients):
    return any(rule[0] == name and (len(rule) == 1 or rule[1] in recipients) for rule in rules())


def keep(session, envelope, answered):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    line = {
        "from": envelope.mail_from,
        "recipients": envelope.rcpt_tos,
        "headers": [[name, str(value)] for name, value in message.items()],
        "subject": str(message["subject"]),
        "text": text.get_content() if text else None,
        "html": html.get_content() if html else None,
        "raw": envelope.content.decode("utf-8", "replace"),
        "tls": session.ssl is not None or options.tls == "tls",
        "user": session.auth_data.login.decode() if session.auth_data else None,
        "peer": session.peer[1],
        "answered": answered,
    }
    with open(options.file, "a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if demanded("no-sender", ()):
            return "550 5.7.1 Sender not welcome"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        server.is_slow = demanded("slow", [address])
        if demanded("busy", [address]):
            return "451 4.3.0 Try again later"
        if demanded("refuse", [address]):
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if demanded("busy-content", envelope.rcpt_tos):
            return "451 4.3.0 Try again later"
        if demanded("refuse-content", envelope.rcpt_tos):
            return "554 5.7.1 Content refused"
        if demanded("drop", envelope.rcpt_tos):
            keep(session, envelope, False)
            server.transport.abort()
            await asyncio.sleep(3600)
        if demanded("silent", envelope.rcpt_tos):
            keep(session, envelope, False)
            await asyncio.sleep(3600)
        keep(session, envelope, True)
        return "250 2.0.0 Taken"


class Server(SMTP):
    is_slow = False

    async def push(self, status):
        if not self.is_slow:
            return await super().push(status)
        answer = status if isinstance(status, bytes) else status.encode()
        for byte in answer + b"\r\n":
            self._writer.write(bytes([byte]))
            await self._writer.drain()
            await asyncio.sleep(1)


def authenticate(server, session, envelope, mechanism, data):
    right = data.login.decode() == options.user and data.password.decode() == options.password
    return AuthResult(success=right, auth_data=data if right else None, handled=False)


def tls_context():
    folder = tempfile.mkdtemp()
    key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "certificate.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=" + options.name,
         "-addext", "subjectAltName=DNS:" + options.name], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with open(certificate, encoding="ascii") as made, open(options.certificate, "w", encoding="ascii") as wanted:
        wanted.write(made.read())
    return context


async def main():
    context = tls_context() if options.tls != "none" else None
    wants_user = options.user is not None

    def server():
        return Server(Handler(), hostname="sink.example", ident="sink",
                      tls_context=context if options.tls == "starttls" else None,
                      require_starttls=options.tls == "starttls",
                      authenticator=authenticate if wants_user else None, auth_required=wants_user,
                      auth_require_tls=options.tls == "starttls")

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(server, "127.0.0.1", options.port,
                                         ssl=context if options.tls == "tls" else None)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())

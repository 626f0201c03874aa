"""A real SMTP relay for the tests of lib/mail and worker: python3-aiosmtpd, on a free port of localhost, until its standard input ends.

smtp_relay.py FOLDER [--starttls CERT KEY] [--tls CERT KEY] [--user NAME PASSWORD] [--greet LINE]

Prints its port. The messages that it takes become the folders FOLDER/0, FOLDER/1…, each with the files from, to, tls ("yes" or empty), user,
data (as it came), subject, text and html (decoded). What an address asks for, it gets: mail-550@…, rcpt-451@…, data-554@… are answered with that
code at that step; greylist@… is told to wait the first time; stall@… is never answered; late@… is taken one second before it is said;
die-data@… loses the connection in the middle of the message, die-end@… once it was taken and before it is said. --greet answers every caller with that line, and nothing else.
"""
import argparse
import asyncio
import email
import email.header
import os
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--starttls", nargs=2)
parser.add_argument("--tls", nargs=2)
parser.add_argument("--user", nargs=2)
parser.add_argument("--greet")
wanted = parser.parse_args()


def asked(step, address):
    """The answer that an address asks for at this step, or None."""
    found = re.match(rf"{step}-(\d\d\d)@", address)
    return found and f"{found[1]} as asked"


class Handler:
    greylisted = set()

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return asked("mail", address) or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := asked("rcpt", address):
            return answer
        if address.startswith("stall@"):
            await asyncio.sleep(3600)
        if address.startswith("greylist@") and address not in self.greylisted:
            self.greylisted.add(address)
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            if answer := asked("data", address):
                return answer
        parsed = email.message_from_bytes(envelope.content)
        texts = {part.get_content_type(): part.get_payload(decode=True).decode() for part in parsed.walk() if not part.is_multipart()}
        number = len(os.listdir(wanted.folder))
        os.mkdir(f"{wanted.folder}/{number}.part")
        for name, text in {"from": envelope.mail_from, "to": ", ".join(envelope.rcpt_tos), "data": envelope.content.decode("ascii"),
                           "tls": "yes" if session.ssl is not None or wanted.tls else "", "user": session.auth_data.login.decode() if session.auth_data else "",
                           "subject": str(email.header.make_header(email.header.decode_header(parsed["Subject"]))),
                           "text": texts["text/plain"], "html": texts["text/html"]}.items():
            with open(f"{wanted.folder}/{number}.part/{name}", "w", encoding="utf-8", newline="") as out:
                out.write(text)
        os.rename(f"{wanted.folder}/{number}.part", f"{wanted.folder}/{number}")
        if any(address.startswith("die-end@") for address in envelope.rcpt_tos):
            server.transport.abort()
        if any(address.startswith("late@") for address in envelope.rcpt_tos):
            await asyncio.sleep(1)
        return "250 taken"


class Conversation(SMTP):
    async def smtp_DATA(self, arg):
        if any(address.startswith("die-data@") for address in self.envelope.rcpt_tos):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=[data.login.decode(), data.password.decode()] == wanted.user, handled=False, auth_data=data)


def context(pair):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*pair)
    return made


def conversation():
    return Conversation(Handler(), hostname="relay.example", tls_context=wanted.starttls and context(wanted.starttls), require_starttls=wanted.starttls is not None,
                authenticator=wanted.user and authenticate, auth_required=wanted.user is not None, auth_require_tls=wanted.tls is None)


async def greet(reader, writer):
    writer.write(wanted.greet.encode() + b"\r\n")
    await writer.drain()
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    if wanted.greet:
        server = await asyncio.start_server(greet, "127.0.0.1", 0)
    else:
        server = await loop.create_server(conversation, "127.0.0.1", 0, ssl=wanted.tls and context(wanted.tls))
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())

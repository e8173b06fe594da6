# smtp.py - a mail server for the tests (python3-aiosmtpd of Debian): each mail that it takes is a file.
#
#     /usr/bin/python3 test/smtp.py PORT FOLDER [USER PASSWORD]
#
# With a user it takes mail from nobody else.
# Whoever is called "gone" it does not know; what is sent to "refused" it reads, and does not want; a mail to "slow" it has taken before it says so, three seconds later.
# It says "ready", and ends with its standard input.
import asyncio
import logging
import os
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Keep:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('gone'):
            return f'550 5.1.1 <{address}>: no such person'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith('refused'):
            return '554 this message is not wanted'
        self.count += 1
        path = os.path.join(self.folder, f'{os.getpid()}-{self.count}')
        with open(path + '.part', 'wb') as file:
            file.write(('X-To: ' + ','.join(envelope.rcpt_tos) + '\nX-From: ' + envelope.mail_from + '\n').encode())
            file.write(envelope.original_content)
        os.rename(path + '.part', path + '.eml')
        if envelope.rcpt_tos[0].startswith('slow'):
            await asyncio.sleep(3)
        return '250 OK'


def only(user, password):
    def judge(server, session, envelope, mechanism, data):
        good = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=good, handled=False)
    return dict(authenticator=judge, auth_required=True, auth_require_tls=False)


async def main(port, folder, *who):
    loop = asyncio.get_running_loop()
    keep = Keep(folder)
    server = await loop.create_server(lambda: SMTP(keep, hostname='localhost', **(only(*who) if who else {})), '127.0.0.1', port)
    print('ready', flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()
    os._exit(0)


warnings.simplefilter('ignore')  # that a password is asked for without TLS: on this machine
logging.disable()
asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))

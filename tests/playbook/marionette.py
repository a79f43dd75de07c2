"""Firefox by its own protocol, Marionette: lengths and JSON over a socket; nothing to install."""

import json
import socket
import subprocess
import time
from base64 import b64decode

PREFERENCES = """user_pref("marionette.port", {port});
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 1);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 1);
"""


class Firefox:
    """Run a Firefox that has no network, and ask it what a page shows."""

    def __init__(self, place, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "user.js").write_text(PREFERENCES.format(port=port), encoding="utf-8")
        asked = [place, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        self.process = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.socket = _joined(port)
        self.read = self.socket.makefile("rb")
        self._answer()
        self.count = 0
        self.ask("WebDriver:NewSession", {"capabilities": {}})

    def ask(self, command, given):
        """Return what a command of the protocol gives back."""
        self.count += 1
        text = json.dumps([0, self.count, command, given]).encode()
        self.socket.sendall(f"{len(text)}:".encode() + text)
        _, _, error, found = self._answer()
        assert error is None, error
        return found

    def _answer(self):
        length = b""
        while not length.endswith(b":"):
            length += self.read.read(1)
        return json.loads(self.read.read(int(length[:-1])))

    def go(self, address):
        """Open an address."""
        self.ask("WebDriver:Navigate", {"url": address})

    def go_on_a_phone(self, address, folder, width=390, height=844):
        """Open an address in a frame as wide as a phone, which no window can be."""
        frame = f'<iframe src="{address}" width="{width}" height="{height}"></iframe>'
        (folder / "phone.html").write_text(frame, encoding="utf-8")
        self.go((folder / "phone.html").as_uri())
        self.ask("WebDriver:SwitchToFrame", {"id": 0})

    def tell(self, script):
        """Return what a script in the page returns."""
        return self.ask("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def wait(self, script, seconds=60):
        """Wait until a script in the page returns something."""
        end = time.monotonic() + seconds
        while not (found := self.tell(script)):
            assert time.monotonic() < end, script
            time.sleep(0.1)
        return found

    def picture(self):
        """Return what the whole page looks like, as PNG."""
        return b64decode(self.ask("WebDriver:TakeScreenshot", {"full": True})["value"])

    def close(self):
        """End it."""
        self.read.close()
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)


def _joined(port):
    end = time.monotonic() + 40
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            assert time.monotonic() < end, "Firefox does not answer"
            time.sleep(0.2)

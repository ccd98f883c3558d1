"""A real Chromium without a screen, told what to do in the words of the WebDriver standard.

Debian's chromedriver speaks plain JSON over the loopback, so no library and no download is needed.
Certificates of an authority that the browser does not know are taken here, and only here.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
import requests

from tests.helpers.gateway_line import eventually
from tests.helpers.patience import PATIENCE

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
)


def found_driver() -> str:
    """Where the driver is; without one a developer's PC skips, and CI fails."""
    found = shutil.which("chromedriver")
    if found and shutil.which("chromium"):
        return found
    if os.environ.get("CI"):
        pytest.fail("chromium and chromium-driver are not installed: run .ci/setup develop")
    pytest.skip("needs Debian's packages chromium and chromium-driver")


class Part:
    """An element of the page that is shown."""

    def __init__(self, browser: "Browser", name: str) -> None:
        self._browser = browser
        self._path = f"/element/{name}"

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return str(self._browser.ask("GET", f"{self._path}/text"))

    def attribute(self, name: str) -> str | None:
        """An attribute, or None."""
        found: str | None = self._browser.ask("GET", f"{self._path}/attribute/{name}")
        return found

    def click(self) -> None:
        """Press it and wait for what follows."""
        self._browser.ask("POST", f"{self._path}/click", {})

    def is_gone(self) -> bool:
        """Whether another page has taken its place."""
        try:
            self._browser.ask("GET", f"{self._path}/name")
        except LookupError:
            return True
        return False

    def types(self, text: str) -> None:
        """Type into it, in place of what stood there."""
        self._browser.ask("POST", f"{self._path}/clear", {})
        self._browser.ask("POST", f"{self._path}/value", {"text": text})


class Driver:
    """The program that starts browsers and speaks for them; `with Driver() as it`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - the driver of this machine
            [found_driver(), "--port=0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.base = f"http://127.0.0.1:{self._port()}/session"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _port(self) -> int:
        """The port that it chose, from its own greeting."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "on port " in line and "started successfully" in line:
                return int(line.rstrip(". \n").rpartition(" ")[2])
        raise RuntimeError("chromedriver did not start")


class Browser:
    """One browser with an empty profile; `with Browser(driver) as it`."""

    def __init__(self, driver: Driver, *, scripts: bool = True) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="browser-")
        self._http = requests.Session()
        self._http.trust_env = False
        self._base = driver.base
        self._base += "/" + self._begin(scripts=scripts)["sessionId"]
        self.resize(1366, 768)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        try:
            self._http.delete(self._base, timeout=PATIENCE)
        finally:
            self._http.close()
            self._folder.cleanup()

    def opens(self, url: str) -> None:
        """Go to an address and wait until it is there."""
        self.ask("POST", "/url", {"url": url})

    @property
    def url(self) -> str:
        """The address shown."""
        return str(self.ask("GET", "/url"))

    @property
    def source(self) -> str:
        """The page's text as it stands in the browser."""
        return str(self.ask("GET", "/source"))

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.part("body").text

    def part(self, selector: str) -> Part:
        """The first element that fits."""
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        return Part(self, found[_ELEMENT])

    def parts(self, selector: str) -> list[Part]:
        """All elements that fit."""
        found = self.ask("POST", "/elements", {"using": "css selector", "value": selector})
        return [Part(self, one[_ELEMENT]) for one in found]

    def follows(self, text: str) -> None:
        """Press the link that says this."""
        found = self.ask("POST", "/element", {"using": "link text", "value": text})
        self._leaves(Part(self, found[_ELEMENT]))

    def presses(self, text: str) -> None:
        """Press the button that says this."""
        path = f"//button[normalize-space()={json.dumps(text, ensure_ascii=False)}]"
        found = self.ask("POST", "/element", {"using": "xpath", "value": path})
        self._leaves(Part(self, found[_ELEMENT]))

    def _leaves(self, by: Part) -> None:
        """Press what leads away, and wait until its page is gone and another one is there."""
        by.click()
        if not eventually(by.is_gone) or not eventually(self._is_whole):
            raise LookupError("no other page came")

    def _is_whole(self) -> bool:
        return bool(self.runs("return document.readyState === 'complete'"))

    def fills(self, **fields: str) -> None:
        """Type into fields by their names."""
        for name, text in fields.items():
            self.part(f"[name={name}]").types(text)

    def cookies(self) -> list[dict[str, Any]]:
        """The cookies of the page shown."""
        found: list[dict[str, Any]] = self.ask("GET", "/cookie")
        return found

    def runs(self, script: str) -> Any:
        """Run a script from outside: the page's own policy does not bind the driver."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})

    def resize(self, width: int, height: int) -> None:
        """Be a screen or a telephone of this size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
        self.devtools("Emulation.setDeviceMetricsOverride", size)

    def hosts(self) -> set[str]:
        """Whom the browser asked for anything since the last question."""
        logs = self.ask("POST", "/se/log", {"type": "performance"})
        said = [json.loads(one["message"])["message"] for one in logs]
        asked = [one["params"] for one in said if one["method"] == "Network.requestWillBeSent"]
        places = [urlsplit(one["request"]["url"]) for one in asked]
        return {place.netloc for place in places if place.scheme in {"http", "https", "ws", "wss"}}

    def screenshot(self, path: Path) -> None:
        """Keep a picture of what is shown."""
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def devtools(self, command: str, params: dict[str, Any]) -> Any:
        """Say something that the standard has no word for."""
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One command and its value."""
        answer = self._http.request(method, self._base + path, json=body, timeout=PATIENCE).json()
        value = answer["value"]
        if isinstance(value, dict) and "error" in value:
            raise LookupError(f"{value['error']}: {value['message'].splitlines()[0]}")
        return value

    def _begin(self, *, scripts: bool) -> Any:
        chosen = 1 if scripts else 2
        options = {
            "binary": shutil.which("chromium"),
            "args": [*_ARGUMENTS, f"--user-data-dir={self._folder.name}"],
            "prefs": {"profile.managed_default_content_settings.javascript": chosen},
        }
        wanted = {
            "acceptInsecureCerts": True,
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"performance": "ALL"},
        }
        body = {"capabilities": {"alwaysMatch": wanted}}
        return self._http.post(self._base, json=body, timeout=PATIENCE).json()["value"]

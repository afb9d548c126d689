"""What a person would call the browser they signed in with: "Chrome on Windows", from what it says of itself."""

from __future__ import annotations

# (a word of its own description, what people call it), the surest first: most say they are Chrome or Safari too.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Chromium/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
_MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """The browser and the machine; 'A browser' or no machine where they cannot be told."""
    browser = _first(_BROWSERS, user_agent) or "A browser"
    machine = _first(_MACHINES, user_agent)
    article = "an" if machine.startswith("i") else "a"
    if machine in ("iPhone", "iPad", "Mac", "Chromebook"):
        return f"{browser} on {article} {machine}"
    return f"{browser} on {machine}" if machine else browser


def _first(words: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for word, name in words if word in text), "")

"""Every key that ``--json`` prints is in the reference, and the reference has no others."""

from pathlib import Path
from typing import Any

from tools.manual import shapes


def test_every_key_of_json_has_a_meaning(run: Any, folder: Path, make_export: Any) -> None:
    """Those that commands print of a small archive; ``collect`` has its own test."""
    run("init")
    run("import", make_export(["Нужны 5 швей, г. Тверь", "Нужны 3 сварщика"]))
    run("redact", "https://t.me/c/1234500001/2", "--why", "asked for")
    run("seal", "seal.json")
    words = {
        "import": (make_export(["Нужны 7 грузчиков"], name="other.json"),),
        "verify": ("--seal", "seal.json"),
    }
    for name in ("import", "parse", "run", "status", "doctor", "verify"):
        printed = set(shapes.keys(run(name, *words.get(name, ()), "--json").json))
        assert printed - known("every command") == known(name) - known("every command"), name
    assert (folder / "weekly").is_dir()


def known(shape: str) -> set[str]:
    """The keys that the reference has of a shape."""
    return {key for name, key in shapes.meanings() if name == shape}

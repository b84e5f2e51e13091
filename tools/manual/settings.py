"""The page of settings: every key with its type, default and meaning, from the classes that check them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

from pydantic import BaseModel

from headcount.settings import FILE, OWN, Settings
from tools.manual.markdown import code, prose, table
from tools.manual.markdown import page as whole
from tools.report_schema import field_docs

ENVIRONMENT = {
    "HEADCOUNT_CONFIG": "the settings file, where `--config` does not name one",
    "TELEGRAM_API_ID": "before `api_id` of `[telegram]`",
    "TELEGRAM_API_HASH": "before `api_hash` of `[telegram]`",
    "HEADCOUNT_SMTP_PASSWORD": "the password of `user` of `[email]`; it can stand nowhere else",
    "XDG_CACHE_HOME": "where built word lists are kept (else `~/.cache`)",
}
"""Variables of the environment that the program reads."""

Model = type[BaseModel]


def page() -> str:
    """The page."""
    return whole(
        "Settings",
        "the classes in headcount/settings.py",
        f"They stand in `{FILE}`, which `headcount init` writes. Relative paths begin at its folder. A key "
        "that is not listed here, or a value of another kind, is an error that names the line and the "
        "nearest right key; nothing is done then.",
        *(part for name, model in settings_tables() for part in _table(name, model)),
        "## Environment",
        table(["variable", "is"], [[code(name), means] for name, means in ENVIRONMENT.items()]),
        "## The file as it is first written",
        f"```toml\n{(files('headcount') / 'data' / FILE).read_text(encoding='utf-8').strip()}\n```",
    )


def settings_tables() -> Iterator[tuple[str, Model]]:
    """Every table of the settings, named as it stands in the file, with what checks it."""
    for name, field in Settings.model_fields.items():
        if name in OWN:
            continue
        model, many = _model(field.annotation)
        yield (f"[[{name}]]" if many else f"[{name}]"), model
        for inner, one in model.model_fields.items():
            if isinstance(one.annotation, type) and issubclass(one.annotation, BaseModel):
                yield f"[{name}.{inner}]", one.annotation


def _model(annotation: Any) -> tuple[Model, bool]:
    """The class in ``EmailSettings | None`` or ``list[ChannelSettings]``, and whether it is a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    inner = next(one for one in get_args(annotation) if isinstance(one, type))
    return inner, type(None) not in get_args(annotation)


def _table(name: str, model: Model) -> Iterator[str]:
    shape = model.model_json_schema(by_alias=True)
    meanings = meanings_of(model)
    yield f"## {name}"
    said = prose(model.__doc__ or "").partition(":")[2].strip()
    if said:
        yield said[0].upper() + said[1:]
    yield table(
        ["key", "is", "default", "means"],
        [
            [code(key), kind(one), _default(key, one, shape), prose(meanings.get(key, ""))]
            for key, one in shape["properties"].items()
        ],
    )


def meanings_of(model: Model) -> dict[str, str]:
    """What stands after each field of the class, by the key of the file."""
    said = dict(field_docs(model))
    return {field.alias or name: said[name] for name, field in model.model_fields.items() if name in said}


def kind(shape: dict[str, Any]) -> str:
    """The kind of a value, and its bounds."""
    if "anyOf" in shape:
        return " or ".join(kind(one) for one in shape["anyOf"] if one.get("type") != "null")
    if "enum" in shape:
        return ", ".join(code(f'"{one}"') for one in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {kind(shape['items'])}"
    if "$ref" in shape or "allOf" in shape:
        return "a table of its own"
    name = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    named = {"path": "path", "date": "date"}.get(shape.get("format", ""), name[shape["type"]])
    bounds = [
        f"{word} {shape[bound]}"
        for bound, word in (("minimum", "from"), ("exclusiveMinimum", "over"), ("maximum", "to"))
        if bound in shape
    ]
    return " ".join([named, *bounds])


def _default(key: str, shape: dict[str, Any], whole_shape: dict[str, Any]) -> str:
    if key in whole_shape.get("required", ()):
        return "must be given"
    default = shape.get("default")
    if default is None or isinstance(default, dict):
        return "none"
    if isinstance(default, bool):
        return code(str(default).lower())
    return code(str(default).replace("'", '"') if isinstance(default, list) else str(default))

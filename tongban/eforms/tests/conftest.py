"""Designs small enough to read, and the real ones."""

import json

import pytest

from tongban.eforms.actions import load_designs
from tongban.eforms.design import read
from tongban.eforms.fields import SOURCE


def document(properties, *, when=(), required=None, **more):
    """A design with one question for each property; ``when`` gives the last of them its condition."""
    questions = [{"key": f"q_{key}", "title": f"问{key}", "fields": [key], "why": "依据"} for key in properties]
    if when:
        questions[-1]["when"] = when
    return {
        "title": "试",
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "x-sections": [{"key": "all", "title": "全部", "questions": questions}],
        **more,
    }


def design(properties, **more):
    return read(document(properties, **more))


def real_design(slug):
    """A design as it comes with the system."""
    return json.loads((SOURCE / "designs" / f"{slug}.json").read_text(encoding="utf-8"))


@pytest.fixture
def designs(real):
    """The real forms, in use."""
    return load_designs()

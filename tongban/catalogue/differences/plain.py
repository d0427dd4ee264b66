"""The comparison as plain values, for scripts and other systems."""

from typing import Any

from tongban.catalogue.differences.comparison import Comparison


def plain(comparison: Comparison) -> dict[str, Any]:
    """Everything in it as JSON can hold it; cells stand in the order of ``places``."""
    return {
        "slug": comparison.slug,
        "name": comparison.name,
        "places": [{"name": place.name, "short": place.short, "region_code": place.facts.region_code}
                   for place in comparison.places],
        "columns": [
            {
                "key": column.key,
                "element": column.element.value,
                "label": column.label,
                "proposed": column.choice.words,
                "ground": column.choice.ground.value,
                "why": column.choice.why,
                "held": column.choice.held,
                "cells": [
                    {"words": cell.words, "distance": cell.distance.value, "full": cell.full} for cell in column.cells
                ],
            }
            for column in comparison.columns
        ],
        "hurts": [
            {
                "kind": hurt.kind.value,
                "harm": hurt.harm.value,
                "title": hurt.title,
                "sentence": hurt.sentence,
                "places": list(hurt.places),
                "column": hurt.column,
            }
            for hurt in comparison.hurts
        ],
        "findings": [
            {"place": place.short, "element": one.element.value, "severity": one.severity.value,
             "sentence": one.sentence, "where": one.where}
            for place in comparison.places
            for one in place.findings
        ],
    }  # fmt: skip

"""Rules for what communes report: observations and the progress of tasks."""

from collections.abc import Mapping

from reform.validation.rules import Rule

RULES: Mapping[str, tuple[Rule, ...]] = {}

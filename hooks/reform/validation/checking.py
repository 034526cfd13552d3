"""Everything that is wrong, found by the quickest way that is certain."""

from collections.abc import Mapping
from datetime import date

from reform.loading import RawTables
from reform.problems import Problem
from reform.sources.table_schemas import Schemas
from reform.sources.yaml_files import LineFinder
from reform.validation import (
    document_rules,
    observation_rules,
    plan_rules,
    promise_rules,
    target_rules,
    time_rules,
    unit_rules,
)
from reform.validation.causes import one_cause_each
from reform.validation.certain import is_certainly_right
from reform.validation.explaining import Explainer
from reform.validation.rules import Rule, Surroundings
from reform.validation.text_rules import text_findings

RULES: Mapping[str, tuple[Rule, ...]] = {
    "plans": (
        document_rules.check_document_file,
        unit_rules.check_issuing_unit,
        plan_rules.check_plan_file,
        plan_rules.check_earlier_plan,
        plan_rules.check_plan_period,
    ),
    "annexes": (document_rules.check_document_file,),
    "legal_documents": (document_rules.check_document_file,),
    "phases": (plan_rules.check_phase,),
    "legal_basis": (plan_rules.check_item_reference,),
    "targets": (
        target_rules.check_percentage,
        target_rules.check_figure,
        target_rules.check_parent,
        target_rules.check_area,
        target_rules.check_placement,
        target_rules.check_indicator,
        target_rules.check_text_holds_value,
        promise_rules.check_rank,
        promise_rules.check_change,
        promise_rules.check_count,
        promise_rules.check_steps,
        plan_rules.check_target_period,
    ),
    "target_steps": (promise_rules.check_step,),
    "target_agencies": (plan_rules.check_target_agency,),
    "prior_results": (promise_rules.check_count, promise_rules.check_stated_unit),
    "tasks": (
        target_rules.check_area,
        target_rules.check_parent_task,
        time_rules.check_task_times,
    ),
    "task_agencies": (plan_rules.check_task_agency,),
    "duty_agencies": (plan_rules.check_duty_agency,),
    "duties": (plan_rules.check_duty_agencies,),
    "reporting_duties": (time_rules.check_report_deadline,),
    "editorial_notes": (plan_rules.check_item_reference,),
    **observation_rules.RULES,
}
"""Table to the rules that a Table Schema cannot say."""


def find_problems(
    raw: RawTables, schemas: Schemas, lines: LineFinder, as_of: date
) -> tuple[Problem, ...]:
    """Everything that is wrong: what could not be read, then schemas, keys and rules.

    ``as_of`` is the day of the check: nothing may be dated after it. The problems come sorted by
    file and line; what is wrong alike in many lines of a file is one problem.
    """
    around = Surroundings(raw, as_of)
    explainer = Explainer(raw, schemas, lines)
    found = list(raw.problems)
    if not is_certainly_right(schemas, around, RULES):
        # Frictionless takes longer to load than all data of today to be found right.
        from reform.validation.full_check import problems_in_full  # noqa: PLC0415

        found += problems_in_full(around, schemas, RULES, explainer)
    for table, index, finding in text_findings(schemas, raw):
        found.append(explainer.rule_broken(table, index, finding))
    return tuple(one_cause_each(found))

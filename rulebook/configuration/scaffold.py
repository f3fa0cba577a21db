"""The files of a new policy repository, by their paths: what `rulebook init` writes."""

from __future__ import annotations

import json
from typing import Literal

from rulebook.records import Record

__all__ = ["FIRST_DRAFT", "Forge", "Plan", "files_of"]

Forge = Literal["github", "gitlab", "none"]
FIRST_DRAFT = "drafts/first-draft.md"
HOUSE = "xx"  # the legal order of rules of one's own, in place of the letters of a country


class Plan(Record):
    """What is wanted: the parts of the library, whose law binds, where the repository is hosted, and a folder for rules of one's own."""

    rules: tuple[str, ...]
    law: tuple[str, ...]
    forge: Forge
    own_rules: bool
    package: str  # what pip installs


def files_of(plan: Plan, first_draft: str) -> dict[str, str]:
    """Return the content of each file; `first_draft` is that of the first draft."""
    files = {
        "rulebook.toml": _configuration(plan),
        FIRST_DRAFT: first_draft,
        "waivers.yaml": _WAIVERS,
        ".pre-commit-config.yaml": _pre_commit(plan),
        "README.md": _readme(plan),
    }
    if plan.own_rules:
        files["rules/house.rules"] = _RULES
    if plan.forge == "github":
        files[".github/workflows/rulebook.yml"] = _github(plan)
    elif plan.forge == "gitlab":
        files[".gitlab-ci.yml"] = _gitlab(plan)
    return files


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(json.dumps(text, ensure_ascii=False) for text in texts)}]"


def _configuration(plan: Plan) -> str:
    rules = (*plan.rules, "rules") if plan.own_rules else plan.rules
    law = (*plan.law, HOUSE) if plan.own_rules and HOUSE not in plan.law else plan.law
    return f"""# What `rulebook check` goes by. `rulebook config` shows every value, and where it comes from.

drafts = ["drafts"]
rules = {_list(rules)}
law = {_list(law)}            # where a draft does not say whose law binds
waivers = "waivers.yaml"
longest-waiver = "12 months"
warn-before = 30              # days before the end of a waiver

# For some drafts other terms can hold:
# [[paths]]
# match = "drafts/border/**"
# strict = true
"""


_WAIVERS = """# Findings that stand for a time, each with a reason and with whoever approved it. Nobody can waive what is absolute or
# non-derogable. `rulebook waivers` says which hold. To begin, take the sign # away in front of the example.
waivers:
#  - id: W-1
#    rule: eu.return-detention/six-months
#    draft: drafts/first-draft.md
#    member: any
#    reason: The amending act is before parliament; until then the old limit stands.
#    approved by: the head of the legal department
#    from: 2026-03-01
#    until: 2026-09-30
"""

_RULES = """# A rule of your own, to be changed. `rulebook test rules` plays its cases, `rulebook fmt rules` lays it out.
# In the place of xx write the two letters of your country, here and under `law` in rulebook.toml.
rulebook house.review
  title "Rules of the house"

source HOUSE
  title "Instruction on drafts"
  legal order xx

fact house.next_look: duration
  means "the time after which the house looks at the measure again"
  ask "After how much time is the measure looked at again?"

safeguard measures-looked-at-again: good-practice
  title "A measure is looked at again"
  because "What was needed once may be needed no more."

rule within-two-years of measures-looked-at-again
  title "A measure is looked at again within two years"
  authority HOUSE "1"
  require house.next_look is at most 24 months
  fix "Say that the measure is looked at again within two years."

case "two years, to the day"
  given house.next_look = 24 months
  expect within-two-years passes

case "a month too late"
  given house.next_look = 25 months
  expect within-two-years fails

case "nothing is said"
  expect within-two-years unknown missing house.next_look
"""


def _pre_commit(plan: Plan) -> str:
    own = (
        r"""
      - id: rulebook-fmt
        name: lay out rule files
        entry: rulebook fmt --
        language: system
        files: \.rules$

      - id: rulebook-test
        name: run the cases of our rules
        entry: rulebook test rules
        language: system
        files: \.rules$
        pass_filenames: false
"""
        if plan.own_rules
        else ""
    )
    return f"""# Checks before a commit: `pre-commit install`. They run the rulebook that is installed.
repos:
  - repo: local
    hooks:
      - id: rulebook-check
        name: check drafts against the rules
        entry: rulebook check --only-configured --
        language: system
        types_or: [markdown, yaml]
        require_serial: true

      - id: rulebook-waivers
        name: look at the waivers
        entry: rulebook waivers
        language: system
        always_run: true
        pass_filenames: false
        verbose: true
{own}"""


# Both jobs install into a folder of its own outside that of the job, which holds the change under review: with -I, no module is
# taken from there. They end with the check, which says of the waivers all that `rulebook waivers` would.


def _github(plan: Plan) -> str:
    own = "\n      - if: ${{ !cancelled() }}\n        run: '\"$RUNNER_TEMP/rulebook/bin/rulebook\" test rules'" if plan.own_rules else ""
    return f"""name: Rulebook
on:
  pull_request:
  push:

permissions:
  contents: read

jobs:
  rulebook:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the whole history, to compare with where the branch began
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      # -I: no module is taken from the folder of the job, which holds the change under review.
      - run: |
          python -I -m venv "$RUNNER_TEMP/rulebook"
          "$RUNNER_TEMP/rulebook/bin/pip" install --quiet "$RULEBOOK_PACKAGE"
        env:
          RULEBOOK_PACKAGE: {json.dumps(plan.package, ensure_ascii=False)}
      # On a push there is nothing to compare with, and everything is checked.
      - run: >-
          "$RUNNER_TEMP/rulebook/bin/rulebook" check
          ${{BASE:+--since="$BASE"}}
          --format github
          --output github-summary="$GITHUB_STEP_SUMMARY"
        env:
          BASE: ${{{{ github.event.pull_request.base.sha }}}}{own}
"""


def _gitlab(plan: Plan) -> str:
    own = '\n    - \'"$CI_BUILDS_DIR/rulebook/bin/rulebook" test rules\'' if plan.own_rules else ""
    return f"""rulebook:
  stage: test
  image: python:3.12
  variables:
    GIT_DEPTH: "0" # the whole history, to compare with where the branch began
    RULEBOOK_PACKAGE: {json.dumps(plan.package, ensure_ascii=False)}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    # -I: no module is taken from the folder of the job, which holds the change under review.
    - python -I -m venv "$CI_BUILDS_DIR/rulebook"
    - '"$CI_BUILDS_DIR/rulebook/bin/pip" install --quiet "$RULEBOOK_PACKAGE"'
    # On the default branch there is nothing to compare with, and everything is checked.
    - >-
      "$CI_BUILDS_DIR/rulebook/bin/rulebook" check
      ${{CI_MERGE_REQUEST_DIFF_BASE_SHA:+--since="$CI_MERGE_REQUEST_DIFF_BASE_SHA"}}
      --output gitlab=rulebook-quality.json
      --output junit=rulebook-junit.xml{own}
  artifacts:
    when: always
    expire_in: 4 weeks
    reports:
      codequality: rulebook-quality.json
      junit: rulebook-junit.xml
"""


def _readme(plan: Plan) -> str:
    own = "\n- `rules/`: rules of our own; `rulebook test rules` plays their cases." if plan.own_rules else ""
    return f"""# Drafts

The drafts in this repository are checked with Rulebook against {_named(plan.rules)}.

- `drafts/`: the drafts. `rulebook check` checks them, `rulebook check --watch` again after each change.
- `rulebook.toml`: whose law binds, and what counts; `rulebook config` shows it.
- `waivers.yaml`: findings that stand for a time; `rulebook waivers` looks at them.{own}

`rulebook new draft --title "…" --output drafts/….md` begins another draft, and `rulebook explain RULE` says what a rule
asks, and why.
"""


def _named(rules: tuple[str, ...]) -> str:
    return "its rule library" if rules == ("library",) else f"these parts of its rule library: {', '.join(rules)}"

#!/usr/bin/env bash
# Installs Rulebook for the GitHub Action, in a folder of its own: nothing of the job's Python is touched.
set -euo pipefail

home="$RUNNER_TEMP/rulebook"
# -I: no module is taken from the folder of the job, which holds the change under review.
"${INPUT_PYTHON:-python3}" -I -m venv "$home"
if [[ -n ${INPUT_VERSION:-} ]]; then
  if [[ ! $INPUT_VERSION =~ ^[0-9A-Za-z.+!-]+$ ]]; then
    echo "The version is no version; write for example 0.1.0." >&2
    exit 2
  fi
  "$home/bin/pip" install --quiet --disable-pip-version-check "rulebook-checker==$INPUT_VERSION"
else
  "$home/bin/pip" install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
fi

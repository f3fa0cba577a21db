#!/usr/bin/env bash
# Runs the check for the GitHub Action. What is asked for comes as variables, and goes on as words: none of it is read by the shell.
set -euo pipefail

rm -f "$RUNNER_TEMP/rulebook-output.txt" # of an earlier step
words=(check --format github --output "github-output=$RUNNER_TEMP/rulebook-output.txt")

# option NAME VALUE: adds the option where it has a value; written as one word, no value is taken for an option itself.
option() {
  if [[ -n $2 ]]; then words+=("--$1=$2"); fi
}

# lines VALUE: reads the lines that hold something into the list `read_lines`.
lines() {
  read_lines=()
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    line="${line%$'\r'}"
    if [[ -n ${line//[[:space:]]/} ]]; then read_lines+=("$line"); fi
  done <<<"$1"
}

lines "${INPUT_RULES:-}"
for path in ${read_lines[@]+"${read_lines[@]}"}; do option rules "$path"; done
option law "${INPUT_LAW:-}"
option since "${INPUT_SINCE:-}"
option filter "${INPUT_FILTER:-}"
option fail-on "${INPUT_FAIL_ON:-}"
option waivers "${INPUT_WAIVERS:-}"
option baseline "${INPUT_BASELINE:-}"
for given in "strict=${INPUT_STRICT:-false}" "summary=${INPUT_SUMMARY:-true}"; do
  if [[ ! $given =~ =(true|false)$ ]]; then
    echo "The input ${given%%=*} is true or false." >&2
    echo "exit-code=2" >>"$GITHUB_OUTPUT"
    exit 2
  fi
done
if [[ ${INPUT_STRICT:-false} == true ]]; then words+=(--strict); fi
if [[ -n ${INPUT_SARIF_FILE:-} ]]; then words+=(--output "sarif=$INPUT_SARIF_FILE"); fi
if [[ ${INPUT_SUMMARY:-true} == true && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  words+=(--output "github-summary=$GITHUB_STEP_SUMMARY")
fi
lines "${INPUT_PATHS:-}"
if ((${#read_lines[@]})); then words+=(-- "${read_lines[@]}"); fi

code=0
"${RULEBOOK:-$RUNNER_TEMP/rulebook/bin/rulebook}" "${words[@]}" || code=$?

{
  echo "exit-code=$code"
  if [[ -f $RUNNER_TEMP/rulebook-output.txt ]]; then cat "$RUNNER_TEMP/rulebook-output.txt"; fi
  # A name with a line break in it could add outputs of its own.
  if [[ -n ${INPUT_SARIF_FILE:-} && $INPUT_SARIF_FILE != *$'\n'* ]]; then echo "sarif-file=$INPUT_SARIF_FILE"; fi
} >>"$GITHUB_OUTPUT"
exit "$code"

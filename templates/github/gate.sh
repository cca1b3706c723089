#!/usr/bin/env bash
# Runs the gate, and writes its reports, the summary of the job and the outputs of the action. Fails only if it could not do
# that: the verdict is an output.
# Reads ABILENS_OLD, ABILENS_NEW, ABILENS_POLICY, ABILENS_FAIL_ON, ABILENS_ARGUMENTS, ABILENS_COMMENT_ID,
# ABILENS_SNAPSHOTS, ABILENS_RUN, ABILENS_DIRECTORY.
set -euo pipefail
cd "$ABILENS_DIRECTORY"

report=$(mktemp -d "$RUNNER_TEMP/abilens-report.XXXXXX")
arguments=()
while IFS= read -r line; do
    [ -z "$line" ] || arguments+=("$line")
done <<<"${ABILENS_ARGUMENTS:-}"
[ -z "${ABILENS_POLICY:-}" ] || arguments+=(--policy "$ABILENS_POLICY")
[ -z "${ABILENS_FAIL_ON:-}" ] || arguments+=(--fail-on "$ABILENS_FAIL_ON")
# What another run made may be a stranger's.
[ -z "${ABILENS_RUN:-}" ] || arguments+=(--verify)
sides=()
if [ -n "$ABILENS_OLD" ]; then sides=("$ABILENS_OLD"); else arguments+=(--baseline); fi
sides+=("$ABILENS_NEW")

link=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
code=0
abilens gate "${sides[@]}" "${arguments[@]}" \
    --report "json=$report/gate.json" --report "markdown=$report/comment.md" --report "sarif=$report/gate.sarif" \
    --report "junit=$report/gate.xml" --report "github=-" --comment-id "$ABILENS_COMMENT_ID" --comment-link "$link" \
    2>"$report/stderr" || code=$?
cat "$report/stderr" >&2

sarif=
if [ -f "$report/gate.json" ]; then
    verdict=$(jq -r .verdict "$report/gate.json")
    backportable=$(jq -r 'if .verdict == "incomplete" then "" else
        [.findings[] | select(.status != "tolerated" and (.finding.severity | IN("breaking", "risky")))] == [] end' \
        "$report/gate.json")
    sarif=$report/gate.sarif
else
    # An input, the policy or an option could not be read: there is no report but the message, which no renderer obeys.
    verdict=incomplete backportable='' code=2
    {
        printf '<!-- abilens: %s -->\n## abilens gate: COULD NOT TELL\n\n' "$ABILENS_COMMENT_ID"
        head -c 8000 "$report/stderr" | sed 's/^/    /'
        printf '\n[the run](%s)\n' "$link"
    } >"$report/comment.md"
fi
rm "$report/stderr"
cat "$report/comment.md" >>"$GITHUB_STEP_SUMMARY"

if [ "${ABILENS_SNAPSHOTS:-}" = true ] && [ "$code" -le 2 ]; then
    [ -z "$ABILENS_OLD" ] || abilens dump "$ABILENS_OLD" -o "$report/old.abilens" || [ $? = 2 ]
    abilens dump "$ABILENS_NEW" -o "$report/new.abilens" || [ $? = 2 ]
fi

{
    echo "verdict=$verdict"
    echo "exit-code=$code"
    echo "report=$report"
    echo "backportable=$backportable"
    echo "sarif=$sarif"
} >>"$GITHUB_OUTPUT"

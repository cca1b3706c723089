#!/usr/bin/env bash
# Finds the open pull request that this run is about, by what GitHub says of the event: nothing of it comes from an artifact.
# Writes number (empty if there is none), and ref and sha, where code scanning puts findings, to GITHUB_OUTPUT.
set -euo pipefail

number='' ref=${GITHUB_REF:-} sha=${GITHUB_SHA:-}
case $GITHUB_EVENT_NAME in
pull_request | pull_request_target)
    number=$(jq -r '.pull_request.number' "$GITHUB_EVENT_PATH")
    ;;
workflow_run)
    # The name of a branch is a stranger's: it is a parameter, and the commit decides.
    head=$(jq -r '.workflow_run | "\(.head_repository.owner.login):\(.head_branch)"' "$GITHUB_EVENT_PATH")
    sha=$(jq -r '.workflow_run.head_sha' "$GITHUB_EVENT_PATH")
    export SHA="$sha"
    number=$(gh api -X GET "repos/$GITHUB_REPOSITORY/pulls" -f state=open -f "head=$head" \
        --jq '[.[] | select(.head.sha == env.SHA) | .number][0] // empty')
    ref=${number:+refs/pull/$number/head}
    ;;
esac
[[ $number =~ ^[1-9][0-9]*$ ]] || number=''
[[ $sha =~ ^[0-9a-f]+$ && $ref =~ ^refs/[^[:space:]]+$ ]] || ref='' sha=''
{
    echo "number=$number"
    echo "ref=$ref"
    echo "sha=$sha"
} >>"$GITHUB_OUTPUT"

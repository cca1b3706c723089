#!/usr/bin/env bash
# Writes the report as a comment on the pull request, in the place of the one of the run before, and sets or takes the label.
# Reads ABILENS_REPORT, ABILENS_VERDICT, ABILENS_COMMENT, ABILENS_COMMENT_ID, ABILENS_AUTHOR, ABILENS_LABEL,
# ABILENS_PULL_REQUEST, GH_TOKEN.
# A token that may not write (a pull request from a fork) is a notice, because the verdict does not depend on it.
set -euo pipefail

number=$ABILENS_PULL_REQUEST
if ! [[ $number =~ ^[1-9][0-9]*$ ]]; then
    echo "no open pull request is about this commit: no comment"
    exit 0
fi
issue=repos/$GITHUB_REPOSITORY/issues/$number

comment() {
    local ids first rest id
    export MARK="<!-- abilens: $ABILENS_COMMENT_ID -->" AUTHOR="$ABILENS_AUTHOR"
    # Only its own comments, and only by their first line: anybody can quote a mark.
    ids=$(gh api --paginate "$issue/comments?per_page=100" \
        --jq '.[] | select(.user.login == env.AUTHOR and ((.body | split("\n")[0] | rtrimstr("\r")) == env.MARK)) | .id') ||
        return
    read -r -d '' first rest <<<"$(echo "$ids" | tr '\n' ' ')" || true
    if [ -z "$first" ]; then
        gh api -X POST "$issue/comments" -F "body=@$ABILENS_REPORT/comment.md" --silent || return
    else
        gh api -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$first" -F "body=@$ABILENS_REPORT/comment.md" --silent ||
            return
        # Two runs at once may have made two.
        for id in $rest; do
            gh api -X DELETE "repos/$GITHUB_REPOSITORY/issues/comments/$id" --silent || return
        done
    fi
}

label() {
    local labels has=false name
    labels=$(gh api "$issue/labels?per_page=100" --jq '.[].name') || return
    if grep -qxF -- "$ABILENS_LABEL" <<<"$labels"; then has=true; fi
    case $ABILENS_VERDICT-$has in
    fail-false) gh api -X POST "$issue/labels" -f "labels[]=$ABILENS_LABEL" --silent || return ;;
    pass-true)
        name=$(jq -rn --arg name "$ABILENS_LABEL" '$name | @uri')
        gh api -X DELETE "$issue/labels/$name" --silent || return
        ;;
    esac
}

if [ "$ABILENS_COMMENT" = true ]; then
    comment || echo "::notice title=abilens::The comment could not be written; for forks see docs/ci.md"
fi
if [ -n "$ABILENS_LABEL" ]; then
    label || echo "::notice title=abilens::The label could not be set; for forks see docs/ci.md"
fi

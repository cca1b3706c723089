#!/usr/bin/env bash
# Turns the inputs old and new into what abilens takes: fetches, checks out and builds what they name.
# Reads ABILENS_OLD, ABILENS_NEW, ABILENS_BUILD, ABILENS_RUN, ABILENS_DIRECTORY; writes old and new to GITHUB_OUTPUT.
set -euo pipefail
shopt -s inherit_errexit
cd "$ABILENS_DIRECTORY"

fail() {
    echo "::error title=abilens::$1" >&2
    exit 2
}

# Names of revisions, tags and files that are taken: none is an option, none leaves its folder.
check() {
    [[ $2 =~ ^[A-Za-z0-9._/@+^~-]+$ && $2 != -* && $2 != /* && "/$2/" != */../* ]] || fail "$1: $2 is no name that is taken"
}

# The commit of a revision, fetched if a shallow clone lacks it.
commit() {
    local revision=$1 event=${GITHUB_EVENT_PATH:-/dev/null} remote
    if [ "$revision" = @base ]; then
        revision=$(jq -r '.pull_request.base.sha // .before // empty' "$event")
        [ -n "$revision" ] || fail "@base: this is no pull request and no push"
    fi
    check revision "$revision"
    if ! git rev-parse --quiet --verify "$revision^{commit}" 2>/dev/null; then
        remote=${revision#origin/}
        git fetch --quiet --no-tags --depth=1 origin "$remote" >&2 ||
            fail "$revision is not in this clone, and origin does not give it"
        git rev-parse --verify FETCH_HEAD
    fi
}

# What a side is, as a path or git:COMMIT:PATH.
side() {
    local name=$1 what=$2 kind rest first path folder found
    kind=${what%%:*} rest=${what#*:}
    case $what in
    git:*:* | build:*:* | artifact:*:* | release:*:*) ;;
    -*) echo "./$what" && return ;;
    *) echo "$what" && return ;;
    esac
    first=${rest%%:*} path=${rest#*:}
    check "$name" "$path"
    folder=$RUNNER_TEMP/abilens-$name
    rm -rf "$folder"
    case $kind in
    git)
        found=$(commit "$first")
        echo "git:$found:$path" && return
        ;;
    build)
        [ -n "$ABILENS_BUILD" ] || fail "$name: build:REV:PATH needs the input build"
        found=$(commit "$first")
        git worktree prune
        git worktree add --quiet --force --detach "$folder" "$found" >&2
        echo "::group::build of $found" >&2
        (cd "$folder" && bash -euo pipefail -c "$ABILENS_BUILD") >&2 || fail "$name: the build of $found failed"
        echo "::endgroup::" >&2
        ;;
    artifact)
        check "$name" "$first"
        [[ ${ABILENS_RUN:-} =~ ^[0-9]*$ ]] || fail "artifact-run: expected a number"
        gh run download "${ABILENS_RUN:-$GITHUB_RUN_ID}" --repo "$GITHUB_REPOSITORY" --name "$first" --dir "$folder" >&2
        ;;
    release)
        check "$name" "$first"
        gh release download "$first" --repo "$GITHUB_REPOSITORY" --pattern "$path" --dir "$folder" >&2
        ;;
    esac
    # A link may lead to what is none of its business.
    [ -e "$folder/$path" ] || fail "$name: $what holds no $path"
    found=$(realpath "$folder/$path")
    [[ $found == "$(realpath "$folder")"/* ]] || fail "$name: $path leads out of its folder"
    echo "$found"
}

old=$(side old "$ABILENS_OLD")
new=$(side new "$ABILENS_NEW")
[[ $old$new != *$'\n'* ]] || fail "a path with a line break is not taken"
{
    echo "old=$old"
    echo "new=$new"
} >>"$GITHUB_OUTPUT"

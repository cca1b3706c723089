#!/usr/bin/env bash
# Finds abilens in PATH, or installs a release whose digest is known beforehand.
# Reads ABILENS_VERSION, ABILENS_SHA256, ABILENS_RELEASES; adds to GITHUB_PATH.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "::error title=abilens::$1"
    exit 2
}

version=${ABILENS_VERSION:-}
if [ -z "$version" ] && command -v abilens >/dev/null; then
    abilens --version
    exit 0
fi
# Lines of SHA256SUMS: a digest and the name of an archive.
pins=$here/abilens-SHA256SUMS
if [ -z "$version" ]; then
    version=$(sed -n 's/^[0-9a-f]\{64\}  abilens-\([0-9].*\)-x86_64-unknown-linux-gnu\.tar\.gz$/\1/p' "$pins" | tail -n 1)
    [ -n "$version" ] || fail "abilens is not in PATH, and this action pins no release: give it version and sha256"
fi
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+([-+.][0-9A-Za-z.+-]+)?$ ]] || fail "version: expected one such as 1.2.3"
[ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || fail "releases are for Linux on x86_64: install abilens in a step before"
archive=abilens-$version-x86_64-unknown-linux-gnu.tar.gz
digest=${ABILENS_SHA256:-}
if [ -z "$digest" ]; then
    digest=$(awk -v name="$archive" '$2 == name { print $1 }' "$pins")
    [ -n "$digest" ] || fail "this action does not know the digest of $archive: give it sha256"
fi
[[ $digest =~ ^[0-9a-f]{64}$ ]] || fail "sha256: expected 64 hexadecimal digits"

folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/abilens-bin.XXXXXX")
curl --fail --silent --show-error --location --retry 3 --output "$folder/$archive" \
    "$ABILENS_RELEASES/v$version/$archive" || fail "$archive could not be fetched"
echo "$digest  $folder/$archive" | sha256sum --check --quiet --strict ||
    fail "$archive has another digest than $digest: it is not installed"
tar --extract --gzip --file "$folder/$archive" --directory "$folder" --no-same-owner
binary=$(find "$folder" -type f -name abilens -perm -u+x | head -n 1)
[ -n "$binary" ] || fail "$archive holds no abilens"
dirname "$binary" >>"$GITHUB_PATH"
"$binary" --version

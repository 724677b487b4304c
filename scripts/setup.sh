#!/bin/sh
# Make .venv ready: "scripts/setup.sh run" for serving, "scripts/setup.sh dev" for tests as well.
# Does nothing when the lock file has not changed since the last time.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root apt-get update -qq >/dev/null 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Impactmonitor needs Python 3.11 or newer. Install it (Debian/Ubuntu: apt install python3 python3-venv; macOS: brew install python), or name it: make run PYTHON=/path/to/python3"
    exit 1
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Setting up .venv with $("$python" --version) ..."
    rm -rf .venv
    if ! "$python" -m venv .venv 2>/dev/null; then
        rm -rf .venv
        apt_install python3-venv || true
        if ! "$python" -m venv .venv; then
            rm -rf .venv
            say "Python cannot make a virtual environment here. Install its venv module (Debian/Ubuntu: apt install python3-venv) and run this again."
            exit 1
        fi
    fi
fi

# A stamp holds what was installed; the development set contains everything for serving.
lock_sum() { cat "requirements/$1.txt" pyproject.toml | cksum; }
installed() { [ "$(cat ".venv/installed-$1" 2>/dev/null || true)" = "$(lock_sum "$1")" ]; }

if ! installed "$kind"; then
    say "Installing what is locked in requirements/$kind.txt (a minute or two the first time) ..."
    pip_install() { .venv/bin/python -m pip --disable-pip-version-check --no-input install --progress-bar off "$@"; }
    packages=$(cat requirements/build.txt "requirements/$kind.txt" | grep -c '^[a-zA-Z0-9].*==' || true)
    # In a terminal a line that counts; elsewhere nothing but what goes wrong. That pip went well is told by a file.
    watched() {
        if [ ! -t 2 ]; then "$@" >/dev/null; return; fi
        rm -f .venv/pip-went-well
        { "$@" && : >.venv/pip-went-well; } | {
            number=0
            while read -r first name _; do
                case $first in
                    Collecting) number=$((number + 1)); printf '\r  fetched %d of at most %d: %-40.40s' "$number" "$packages" "$name" ;;
                    Installing) printf '\r  putting them in place ...%-50s' "" ;;
                esac
            done
            printf '\r%-76s\r' ""
        } >&2
        [ -e .venv/pip-went-well ] || return 1
        rm -f .venv/pip-went-well
    }
    watched pip_install --require-hashes -r requirements/build.txt -r "requirements/$kind.txt"
    watched pip_install --no-deps --no-build-isolation --editable .
    lock_sum "$kind" >".venv/installed-$kind"
    [ "$kind" = run ] || lock_sum run >.venv/installed-run
fi
[ "$kind" = dev ] || exit 0

find_chromium() {
    for candidate in ${IMPACTMONITOR_CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if command -v "$candidate" >/dev/null 2>&1; then command -v "$candidate"; return 0; fi
    done
    return 1
}
if ! find_chromium >/dev/null; then
    say "Installing Chromium for the browser tests ..."
    apt_install chromium fonts-open-sans fonts-dejavu-core || true
    if ! find_chromium >/dev/null; then
        say "The browser tests need Chromium. Install it (Debian: apt install chromium; macOS: brew install --cask chromium) or set IMPACTMONITOR_CHROMIUM to its path."
        exit 1
    fi
fi

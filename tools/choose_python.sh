#!/bin/sh
# Prints the path of a Python this project can use: $PYTHON if given, else the newest of 3.13, 3.12, 3.11 that really runs.
# A version manager may leave a `python3.13` on the path that only prints an error, so each candidate is started, not just found.
set -u

usable='
import sys
sys.exit(0 if sys.version_info >= (3, 11) else 3)
'

found_old=''
no_venv=''
for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 /usr/bin/python3}; do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    "$path" -c "$usable" >/dev/null 2>&1
    case $? in
        0) ;;
        3) found_old="$path"; continue ;;
        *) continue ;;
    esac
    if ! "$path" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        no_venv="$path"
        continue
    fi
    echo "$path"
    exit 0
done

{
    if [ -n "${PYTHON:-}" ]; then
        echo "PYTHON=$PYTHON cannot be used: it must run, be Python 3.11 or newer, and have the venv module."
    fi
    if [ -n "$no_venv" ]; then
        version=$("$no_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "$no_venv is Python $version but cannot make an environment: its venv module is not installed."
        echo "On Debian or Ubuntu, as root:  apt-get install python3-venv"
    elif [ -n "$found_old" ]; then
        echo "$found_old is too old. Golden Thread needs Python 3.11, 3.12 or 3.13."
        echo "Install one, or name it:  make PYTHON=/path/to/python3.12 demo"
    else
        echo "No Python was found. Golden Thread needs Python 3.11, 3.12 or 3.13."
        echo "On Debian or Ubuntu, as root:  apt-get install python3 python3-venv"
    fi
} >&2
exit 1

#!/bin/sh
# Browser tests need Chromium and a Chinese font; as root on Debian they are installed, else the tests say what lacks.
set -eu
command -v chromium >/dev/null 2>&1 && fc-list 2>/dev/null | grep -qi 'noto.*cjk' && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null \
        || echo "Chromium could not be installed; browser tests will be skipped." >&2
else
    echo "No Chromium with a Chinese font here; browser tests will be skipped. On Debian: apt-get install chromium fonts-noto-cjk" >&2
fi

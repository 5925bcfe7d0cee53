#!/usr/bin/env bash
# The browser that the tests of the web pages need: nothing to do where one is on the path.
set -euo pipefail
for browser in "${DIEMBAO_BROWSER:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$browser" >/dev/null; then
        exit 0
    fi
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "no chromium on the path: install it, or name a browser with DIEMBAO_BROWSER" >&2
    exit 1
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium

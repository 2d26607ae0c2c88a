#!/usr/bin/env bash
# Installs what the tests need beyond Python's packages: a browser, Thai letters, ODBC and Microsoft's T-SQL parser.
# Does nothing where all is there. Root (or, in CI, whoever may use sudo) installs Debian's packages; others get
# Playwright's own browser, and are told what to ask their administrator for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export PATH=$PATH:/usr/sbin:/sbin
has_library() { [ "$(uname -s)" != Linux ] || ldconfig -p | grep -F "$1" >/dev/null; }

privileged=()
may_install() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" = 0 ]; then return 0; fi
  [ -n "${CI:-}" ] && sudo -n true 2>/dev/null && privileged=(sudo -E)
}

needed=() wanted=()
.venv/bin/python -c 'import pyodbc' 2>/dev/null || needed+=(unixodbc)
has_library libatomic.so.1 || needed+=(libatomic1) # Node, which drives the browser and lints the workflows
command -v chromium >/dev/null || wanted+=(chromium)
compgen -G '/usr/lib/*/odbc/libtdsodbc.so' >/dev/null || wanted+=(tdsodbc)
[ -d /usr/share/fonts/truetype/tlwg ] || wanted+=(fonts-thai-tlwg)
packages=("${needed[@]}" "${wanted[@]}")

if ((${#packages[@]})) && may_install; then
  echo "Installing ${packages[*]} with apt"
  "${privileged[@]}" apt-get -o DPkg::Lock::Timeout=600 -qq update
  "${privileged[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 -qq install -y --no-install-recommends "${packages[@]}" >/dev/null
elif ((${#needed[@]})); then
  echo "The tests need ${needed[*]}, which only root can install: apt-get install ${packages[*]}" >&2
  echo "(macOS: brew install unixodbc freetds)" >&2
  exit 1
elif [[ " ${wanted[*]} " == *" chromium "* ]]; then
  .venv/bin/playwright install chromium
fi

if may_install && [ "$(uname -m)" = x86_64 ]; then
  "${privileged[@]}" env PYTHON=.venv/bin/python tests/support/scriptdom/setup.sh
fi

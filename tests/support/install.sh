#!/usr/bin/env bash
# Installs what the tests need beyond Python's packages: a browser, Thai letters, ODBC and Microsoft's T-SQL parser.
# Does nothing where all is there. Root (or, in CI, whoever may use sudo) installs Debian's packages; others get
# Playwright's own browser, and are told what to ask their administrator for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export PATH=$PATH:/usr/sbin:/sbin
has_library() { ldconfig -p 2>/dev/null | grep -F "$1" >/dev/null; }

privileged=()
may_install() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" = 0 ]; then return 0; fi
  [ -n "${CI:-}" ] && sudo -n true 2>/dev/null && privileged=(sudo -E)
}

packages=()
command -v chromium >/dev/null || packages+=(chromium)
has_library libodbc.so.2 || packages+=(unixodbc)
compgen -G '/usr/lib/*/odbc/libtdsodbc.so' >/dev/null || packages+=(tdsodbc)
[ -d /usr/share/fonts/truetype/tlwg ] || packages+=(fonts-thai-tlwg)

if ((${#packages[@]})) && may_install; then
  echo "Installing ${packages[*]} with apt"
  "${privileged[@]}" apt-get -o DPkg::Lock::Timeout=600 -qq update
  DEBIAN_FRONTEND=noninteractive "${privileged[@]}" \
    apt-get -o DPkg::Lock::Timeout=600 -qq install -y --no-install-recommends "${packages[@]}" >/dev/null
elif ((${#packages[@]})); then
  if [[ " ${packages[*]} " == *" chromium "* ]]; then .venv/bin/playwright install chromium; fi
  if ! has_library libodbc.so.2; then
    echo "install.sh: pyodbc needs unixODBC; ask for 'apt-get install ${packages[*]}' (macOS: brew install unixodbc freetds)" >&2
    exit 1
  fi
fi

if may_install && [ "$(uname -m)" = x86_64 ]; then
  "${privileged[@]}" env PYTHON=.venv/bin/python tests/support/scriptdom/setup.sh
fi

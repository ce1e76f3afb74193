#!/usr/bin/env bash
# libfaketime 0.9.10 (Debian 12, taken apart below, not installed) and Python 3.11, which sleeps until a deadline on the clock that only measures
# durations. With FAKETIME_DONT_FAKE_MONOTONIC=1, which is there to leave this clock alone, every time.sleep fails with EINVAL; without it
# time.sleep works, but the clock that only measures durations is shifted too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq libfaketime > /dev/null 2>&1
dpkg -x libfaketime_0.9.10*.deb .
library=$(echo usr/lib/*/faketime/libfaketimeMT.so.1)
export LD_PRELOAD="$folder/$library" FAKETIME=+1000d
sleeps='import time
try:
    time.sleep(0.1)
    print("sleeps")
except OSError as error:
    print(error.strerror)'
{
  echo "the clock for durations left as it is: $(FAKETIME_DONT_FAKE_MONOTONIC=1 python3 -c "$sleeps")"
  echo "shifted too: $(python3 -c "$sleeps")"
} > seen
unset LD_PRELOAD FAKETIME
cat seen
diff seen - <<'END' || { echo "libfaketime behaves otherwise now"; exit 1; }
the clock for durations left as it is: Invalid argument
shifted too: sleeps
END

#!/usr/bin/env bash
# libfaketime 0.9.10 (Debian 12, taken apart below, not installed) and whoever waits on a condition until a deadline on the clock that only
# measures durations, as Python 3.11 does where two threads want the interpreter. With FAKETIME_DONT_FAKE_MONOTONIC=1 and a
# clock that is ahead, such a wait is over at once: two threads that compute side by side ask each other for the interpreter without
# end, and a build that takes a minute takes a quarter of an hour, without an error. The cause is a remedy against waits that never end,
# which turns itself on where it meets a C library that is assumed to need it; that of Debian 12 (glibc 2.36) does not.
# FAKETIME_FORCE_MONOTONIC_FIX=0 turns it off, and a wait takes as long as it was asked to.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq libfaketime > /dev/null 2>&1
dpkg -x libfaketime_0.9.10*.deb .
library=$(echo usr/lib/*/faketime/libfaketimeMT.so.1)
cat > wait.py <<'END'
import ctypes
import time


class Time(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]


library, size = ctypes.CDLL(None), 128
attributes, condition, mutex = (ctypes.create_string_buffer(size) for _ in range(3))
library.pthread_condattr_init(attributes)
library.pthread_condattr_setclock(attributes, time.CLOCK_MONOTONIC)
library.pthread_cond_init(condition, attributes)
library.pthread_mutex_init(mutex, None)
library.pthread_mutex_lock(mutex)
start = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
until = Time(*divmod(start + 500_000_000, 1_000_000_000))
library.pthread_cond_timedwait(condition, mutex, ctypes.byref(until))
passed = time.clock_gettime_ns(time.CLOCK_MONOTONIC) - start
print("over at once" if passed < 100_000_000 else "half a second")
END
shifted=(env "LD_PRELOAD=$folder/$library" FAKETIME=+1000d FAKETIME_DONT_FAKE_MONOTONIC=1)
{
  echo "without libfaketime: $(python3 wait.py)"
  echo "the clock for durations left as it is: $("${shifted[@]}" python3 wait.py)"
  echo "and no remedy: $("${shifted[@]}" FAKETIME_FORCE_MONOTONIC_FIX=0 python3 wait.py)"
} > seen
cat seen
diff seen - <<'END' || { echo "libfaketime behaves otherwise now"; exit 1; }
without libfaketime: half a second
the clock for durations left as it is: over at once
and no remedy: half a second
END

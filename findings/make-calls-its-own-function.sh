#!/usr/bin/env bash
# GNU make 4.3 and later (of the system). `$(call or,a,b)` is not the variable `or` that a Makefile defines but the function of
# make of that name, and nobody says so: it gives the first of its arguments that is not empty. Seen: "a" where the
# variable would have given "[a|b]".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/Makefile" <<'MK'
or = [$(1)|$(2)]
otherwise = [$(1)|$(2)]
all:
	@echo '$(call or,a,b) $(call otherwise,a,b)'
MK
said=$(make -s -C "$folder")
echo "$said"
[ "$said" = "a [a|b]" ] || { echo "make behaves otherwise now"; exit 1; }

#!/bin/sh
# Runs CPython's own tests, plain and woven, with Pythons that are newer than the machine's: those of Debian sid.
#
#     xtask/identity/newer_pythons.sh DIRECTORY WHEEL 3.14,3.15 test_json test_bdb ...
#
# DIRECTORY becomes a Debian sid of about 1 GB, and is used again when it is there. WHEEL is what `cargo xtask wheel`
# built. Needs root, `debootstrap`, `unzip` and the network; takes Debian's default mirror.
#
# Prints a line per module, and for each test with another outcome both outcomes (`<` plain, `>` woven). Exit status 1
# when there is one. What the tests printed stays in DIRECTORY/spile/out.
set -eu

if [ $# -lt 4 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
directory=$(realpath -m "$1") wheel=$(realpath "$2") versions=$(echo "$3" | tr , ' ')
shift 3
here=$(realpath "$(dirname "$0")")
work=$directory/spile

inside() {
    chroot "$directory" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}

[ -e "$directory/etc/debian_version" ] || debootstrap --variant=minbase sid "$directory" >&2
mountpoint -q "$directory/proc" || mount -t proc proc "$directory/proc"
mountpoint -q "$directory/dev" || mount --bind /dev "$directory/dev"
mountpoint -q "$directory/dev/shm" || mount -t tmpfs tmpfs "$directory/dev/shm"
packages=
for version in $versions; do
    [ -x "$directory/usr/bin/python$version" ] && [ -e "$directory/usr/lib/python$version/test/test_json" ] ||
        packages="$packages python$version python$version-venv libpython$version-testsuite"
done
if [ -n "$packages" ]; then
    inside apt-get -qq update >&2
    # shellcheck disable=SC2086
    inside apt-get -qq install -y --no-install-recommends $packages >&2
fi

rm -rf "$work"
mkdir -p "$work/package" "$work/out"
unzip -q "$wheel" -d "$work/package"
cp "$here/run_cpython.py" "$here/identity_outcomes.py" "$work"

# Everything is woven: the standard library, and the tests themselves.
cat >"$work/one" <<'END'
version=$1 side=$2 module=$3
out=/spile/out/$version.$module.$side
export TMPDIR=/spile/tmp PYTHONHASHSEED=0 PYTHONPYCACHEPREFIX=/spile/pycache
rm -rf $TMPDIR
mkdir $TMPDIR
cd $TMPDIR
set -- python$version /spile/run_cpython.py $out.jsonl $module
[ $side = plain ] || set -- python$version -m spile run -q --target '**' -o $out.trace -- "$@"
[ $side = plain ] || export PYTHONPATH=/spile/package
timeout 600 "$@" >$out.log 2>&1 </dev/null
echo "<process> $?" >>$out.jsonl
LC_ALL=C sort -o $out.jsonl $out.jsonl
rm -rf $out.trace
END

differing=0
for version in $versions; do
    for module in "$@"; do
        for side in plain woven; do
            inside sh /spile/one "$version" "$side" "$module"
        done
        outcomes=$work/out/$version.$module
        if differences=$(diff "$outcomes.plain.jsonl" "$outcomes.woven.jsonl"); then
            echo "$version $module: $(wc -l <"$outcomes.plain.jsonl") outcomes, identical"
        else
            differing=1
            echo "$version $module: different"
            echo "$differences" | grep '^[<>]'
        fi
    done
done
exit $differing

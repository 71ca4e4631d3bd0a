# Run a command in a control group of its own:
#
#     sh in_group.sh MEMORY PROCESSES FOLDER… -- COMMAND…
#
# The group is named by the number of who asks and that of the command, which is this very process:
# both sides know it unsaid, and what a killed asker has left behind is known by a dead number.
# A limit is written where the kernel has a file for it, of version 2 or of version 1; of the
# processors a group gets one core at most (a tenth of a second in each). Where no group can be had,
# the command runs without.
memory=$1
processes=$2
shift 2
while [ "$1" != -- ]; do
    for old in "$1"/*-*; do
        asker=${old##*/}
        [ -d "/proc/${asker%-*}" ] || rmdir "$old" 2>/dev/null
    done
    own=$1/$PPID-$$
    [ -d "$own" ] && rmdir "$own" 2>/dev/null
    mkdir "$own" 2>/dev/null && {
        for limit in memory.max="$memory" memory.swap.max=0 memory.oom.group=1 \
            memory.limit_in_bytes="$memory" memory.memsw.limit_in_bytes="$memory" \
            pids.max="$processes" cpu.max='100000 100000' cpu.cfs_quota_us=100000; do
            [ -e "$own/${limit%%=*}" ] && echo "${limit##*=}" >"$own/${limit%%=*}"
        done
        echo 0 >"$own/cgroup.procs" || rmdir "$own"
    } 2>/dev/null
    shift
done
shift
exec "$@"

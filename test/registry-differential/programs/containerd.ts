/**
 * For `bash`: reads `id base64` lines and says of each file what `containerd config dump` makes of it, and for the ids in
 * $START what a containerd of its own does: `cri` with the state of the CRI plugin, or that it does not start.
 */
export const CONTAINERD_PROGRAM = String.raw`
set -u
work=/tmp/differential-containerd
rm -rf $work && mkdir -p $work/in && cd $work
while read -r id data; do printf %s "$data" | base64 -d > in/$id; done
say() { printf '%s %s %s ' "$1" "$2" "$3"; printf %s "$4" | base64 -w0; echo; }
for id in $DUMP; do
  if words=$(containerd --config in/$id config dump 2>&1 > /dev/null); then say dump $id accepted ""; else say dump $id refused "$words"; fi
done
for id in $START; do
  rm -rf root state && mkdir root state
  containerd --config in/$id --root $work/root --state $work/state --address $work/c.sock > log 2>&1 &
  pid=$!
  verdict=refused
  while kill -0 $pid 2> /dev/null; do
    if states=$(ctr --address $work/c.sock plugins ls 2> /dev/null); then
      verdict=accepted
      if printf '%s\n' "$states" | grep -E '(^| )(cri|images) ' | grep -E 'grpc.v1 +cri|cri.v1 +images' | grep -q error; then verdict=refused; fi
      break
    fi
    sleep 0.05
  done
  kill -9 $pid 2> /dev/null; wait $pid 2> /dev/null
  say start $id $verdict "$(grep -E 'level=(error|fatal)|^containerd:|failed to load' log | tail -3)"
done
rm -rf $work
`

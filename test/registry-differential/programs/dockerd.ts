/**
 * For `bash`: reads `id base64` lines and says of each file what this host's dockerd makes of it, as lines
 * `phase id verdict base64-of-its-words`. The host's own daemon and its files are not touched: everything runs in mount
 * and network namespaces of its own, with memory in place of /var/lib/docker and /run.
 *
 * start: a daemon of its own for each file, until it loads containers, which is after all of its configuration but that
 * of the network; for ids that begin with \`start\`, until it listens.
 * reload: one daemon for all, a SIGHUP for each file; what it then says of its registries
 * is asked for the ids in $INFO.
 * validate: `dockerd --validate`, for the ids in $VALIDATE.
 */
export const DOCKERD_PROGRAM = String.raw`
set -u
work=/tmp/differential-docker
rm -rf $work && mkdir -p $work/in $work/run && cd $work
while read -r id data; do printf %s "$data" | base64 -d > in/$id; done
mount -t tmpfs tmpfs /var/lib/docker
mount -t tmpfs tmpfs run
mkdir run/containerd && touch run/containerd/containerd.sock
mount --bind /run/containerd/containerd.sock run/containerd/containerd.sock
mount --rbind run /run
ip link set lo up

say() {
  printf '%s %s %s ' "$1" "$2" "$3"
  if [ -n "$4" ]; then printf %s "$4" | base64 -w0; fi
  echo
}

for id in $START; do
  verdict=refused words=
  case $id in start-*) ready='API listen on' limit=20 ;; *) ready='Loading containers: start' limit=3 ;; esac
  exec 3< <(exec timeout -s KILL $limit dockerd --config-file in/$id 2>&1)
  started=$!
  while IFS= read -r line <&3; do
    case "$line" in *"$ready"*) verdict=accepted; break ;; esac
    words="$words$line
"
  done
  pkill -9 -P $started 2> $work/null; wait $started 2> $work/null
  code=$?
  [ $code = 137 ] && verdict=accepted
  rm -f /run/docker.pid
  say start $id $verdict "$words"
done

daemon=
begin() {
  echo '{}' > conf
  exec 3< <(exec dockerd --config-file conf 2>&1)
  daemon=$!
  while IFS= read -r -t 60 line <&3; do case "$line" in *'API listen on'*) break ;; esac; done
}
begin
reload() {
  cp in/$1 conf
  kill -HUP $daemon
  verdict=died words= heard=
  while IFS= read -r -t 10 line <&3; do
    case "$heard$line" in
      *'Got signal to reload'*) heard=x ;;
      [!x]*) ;;
      *'Reloaded configuration'*) verdict=accepted words=; break ;;
      *level=error*|*level=fatal*|*level=panic*) verdict=refused words=$line; break ;;
    esac
  done
}
for id in $RELOAD; do
  reload $id
  # A signal right after the start can find no handler yet and end the daemon: what dies, dies twice.
  if [ $verdict = died ]; then
    kill -9 $daemon 2> $work/null; rm -f /run/docker.pid; begin
    reload $id
  fi
  case " $INFO " in *" $id "*) asked=$verdict ;; *) asked= ;; esac
  if [ "$asked" = accepted ]; then
    words=$(curl -s --unix-socket /run/docker.sock http://d/info | sed 's/.*"RegistryConfig":\(.*\),"NCPU":.*/\1/')
  fi
  say reload $id $verdict "$words"
  # A reload without the key keeps the runtime of this one, and would be refused for it.
  if grep -q default-runtime in/$id; then verdict=died; fi
  if ! kill -0 $daemon 2> $work/null || [ $verdict = died ]; then
    kill -9 $daemon 2> $work/null; rm -f /run/docker.pid; begin
  fi
done
kill -9 $daemon
for id in $VALIDATE; do
  if words=$(dockerd --validate --config-file in/$id 2>&1); then say validate $id accepted "$words"; else say validate $id refused "$words"; fi
done
`

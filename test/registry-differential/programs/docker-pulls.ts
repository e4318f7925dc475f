/**
 * For `bash`: reads `id base64` lines and lets a dockerd of its own ask for an image that is named after the id and that
 * nobody has, with each file in turn as daemon.json ($KIND mirrors) or as the hosts.toml of Docker Hub in certs.d ($KIND
 * hosts, with the containerd image store). Whom it asked is in the access logs of the registries; `pull id refused` says
 * that the reload was refused, and nobody asked.
 */
export const DOCKER_PULLS_PROGRAM = String.raw`
set -u
work=/tmp/differential-pulls
rm -rf $work && mkdir -p $work/in && cd $work
while read -r id data; do printf %s "$data" | base64 -d > in/$id; done
mount -t tmpfs tmpfs /etc/docker
mkdir -p /etc/docker/certs.d/docker.io data
mount -t tmpfs tmpfs data
own="--data-root $work/data --exec-root $work/run --pidfile $work/pid -H unix://$work/socket"
apart="--containerd-namespace differential --bridge none --iptables=false"
case $KIND in
  hosts) echo '{"features":{"containerd-snapshotter":true}}' > conf ;;
  *) echo '{"storage-driver":"vfs"}' > conf ;;
esac
exec 3< <(exec dockerd --config-file conf $own $apart 2>&1)
daemon=$!
while IFS= read -r -t 60 line <&3; do case "$line" in *'API listen on'*) break ;; esac; done
reload() {
  cp $1 conf
  kill -HUP $daemon
  heard=
  while IFS= read -r -t 10 line <&3; do
    case "$heard$line" in
      *'Got signal to reload'*) heard=x ;;
      [!x]*) ;;
      *'Reloaded configuration'*) return 0 ;;
      *level=error*|*level=fatal*) return 1 ;;
    esac
  done
  return 1
}
# A reload keeps what the next file does not mention.
echo '{"registry-mirrors":[],"insecure-registries":[]}' > none
for id in $(ls in); do
  case $KIND in
    hosts) cp in/$id /etc/docker/certs.d/docker.io/hosts.toml ;;
    *) reload none; reload in/$id || { echo "pull $id refused"; continue; } ;;
  esac
  timeout 30 docker -H unix://$work/socket pull -q differential/$id:1 > out 2>&1
done
kill $daemon; wait $daemon
umount data; rm -rf $work
exit 0
`

/**
 * For `bash`: reads `id base64` lines, puts each file at its own hosts directory and lets `ctr` ask for an image that is
 * named after the id and that nobody has. Whom containerd asked is in the access logs of the registries.
 */
export const HOSTS_PROGRAM = String.raw`
set -u
work=/tmp/differential-hosts
rm -rf $work && mkdir -p $work && cd $work
while read -r id data; do
  mkdir -p $id/docker.io
  printf %s "$data" | base64 -d > $id/docker.io/hosts.toml
  timeout 20 ctr -n differential images pull --hosts-dir $work/$id docker.io/differential/$id:1 > $id/log 2>&1
done
rm -rf $work
`

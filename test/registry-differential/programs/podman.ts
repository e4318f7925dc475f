/**
 * For `bash`: reads `id base64` lines and says of each file, as registries.conf, whether podman reads it. Nobody listens
 * where it searches: it has read its configuration by the time that the connection is refused.
 */
export const PODMAN_PROGRAM = String.raw`
set -u
work=/tmp/differential-podman
rm -rf $work && mkdir -p $work/in && cd $work
while read -r id data; do printf %s "$data" | base64 -d > in/$id; done
for id in $(ls in); do
  words=$(CONTAINERS_REGISTRIES_CONF=$work/in/$id timeout 60 podman search --limit 1 127.0.0.1:1/nothing 2>&1)
  case $words in *'connection refused'*) verdict=accepted ;; *) verdict=refused ;; esac
  printf 'search %s %s ' $id $verdict
  printf %s "$words" | base64 -w0
  echo
done
rm -rf $work
`

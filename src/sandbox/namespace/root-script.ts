/**
 * Run as process 1 of a host's namespaces: makes the host's own root and stays. $1 is an empty folder, $2 the host's
 * name, the rest the tools it plays. Says `ready PID` (its id outside) from inside that root, no sooner, and ends, and with it everything in the host,
 * when its standard input does.
 */
export const ROOT_SCRIPT = `
set -e
read -r pid rest < /proc/self/stat
root=$1 name=$2
shift 2
hostname "$name" 2>/dev/null || :
mount -t tmpfs -o mode=0755 sandbox "$root"
cd "$root"
mkdir -m 0755 usr etc var var/lib var/log run run/sandbox run/sandbox/bin run/systemd run/systemd/system proc dev home opt srv mnt
mkdir -m 0700 root
mkdir -m 1777 tmp var/tmp
ln -s ../run var/run
mount --rbind /usr usr
for folder in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$folder" ]; then ln -s "$(readlink "/$folder")" "$folder"
  elif [ -d "/$folder" ]; then mkdir "$folder"; mount --rbind "/$folder" "$folder"
  fi
done
for folder in alternatives ld.so.conf.d; do
  if [ -d "/etc/$folder" ]; then mkdir "etc/$folder"; mount --rbind "/etc/$folder" "etc/$folder"; fi
done
for file in ld.so.cache ld.so.conf localtime; do
  if [ -e "/etc/$file" ]; then cp -L "/etc/$file" etc/ 2>/dev/null || :; fi
done
mount -t proc proc proc 2>/dev/null || mount --rbind /proc proc
for device in null zero full random urandom tty; do
  if [ -c "/dev/$device" ]; then : > "dev/$device"; mount --bind "/dev/$device" "dev/$device" || :; fi
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
mkfifo -m 0600 run/sandbox/request
cat > run/sandbox/tool <<'TOOL'
@TOOL@
TOOL
cat > run/sandbox/bin/sudo <<'SUDO'
@SUDO@
SUDO
cat > run/sandbox/systemd <<'SYSTEMD'
@SYSTEMD@
SYSTEMD
chmod 0755 run/sandbox/tool run/sandbox/bin/sudo run/sandbox/systemd
for tool in "$@"; do ln -s ../tool "run/sandbox/bin/$tool"; done
for tool in systemctl journalctl docker dockerd containerd ctr crictl nerdctl podman crio k3s rke2 buildkitd sudo; do
  for folder in usr/bin usr/sbin usr/local/bin usr/local/sbin; do
    [ -e "$folder/$tool" ] || continue
    if [ -e "run/sandbox/bin/$tool" ]; then mount --bind "run/sandbox/bin/$tool" "$folder/$tool" 2>/dev/null || :
    else mount --bind /dev/null "$folder/$tool" 2>/dev/null || :
    fi
  done
done
if [ -n "$CONFIG_DISK_BYTES" ]; then
  mkdir -m 0755 etc/docker
  mount -t tmpfs -o "size=$CONFIG_DISK_BYTES,mode=0755" small etc/docker
fi
exec chroot . /bin/sh -c 'cd /root && exec /run/sandbox/systemd "$1"' sh "$pid"
`

/**
 * Runs once per root, outside the chroot, with the root's path in `$1`. What differs between two labs (keys, CA, names)
 * is not here but in the seed layer, so that a cached root serves every lab.
 */
export const CUSTOMIZE = `set -eu
root="$1"

chroot "$root" useradd --uid 1001 --user-group --create-home --shell /bin/bash ops
chroot "$root" useradd --uid 1002 --user-group --create-home --shell /bin/bash pat
echo 'pat:pat-sudo-pw' | chroot "$root" chpasswd

cat > "$root/etc/sudoers.d/lab" <<'EOT'
ops ALL=(ALL:ALL) NOPASSWD: ALL
pat ALL=(ALL:ALL) ALL
EOT
chmod 0440 "$root/etc/sudoers.d/lab"

mkdir -p "$root/etc/ssh/sshd_config.d"
cat > "$root/etc/ssh/sshd_config.d/00-lab.conf" <<'EOT'
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
HostKey /etc/ssh/ssh_host_ed25519_key
UseDNS no
EOT
rm -f "$root"/etc/ssh/ssh_host_*

mkdir -p "$root/etc/systemd/journald.conf.d"
cat > "$root/etc/systemd/journald.conf.d/lab.conf" <<'EOT'
[Journal]
Storage=persistent
SystemMaxUse=64M
RateLimitIntervalSec=0
EOT

chroot "$root" systemctl --quiet enable systemd-networkd.service ssh.service docker.service containerd.service
chroot "$root" systemctl --quiet set-default multi-user.target
chroot "$root" systemctl --quiet mask \\
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \\
  systemd-pcrlock-make-policy.service console-getty.service getty.target systemd-firstboot.service \\
  systemd-networkd-persistent-storage.service sshd-keygen.service proc-sys-fs-binfmt_misc.automount \\
  systemd-modules-load.service modprobe@.service sys-kernel-debug.mount sys-kernel-tracing.mount dev-hugepages.mount

: > "$root/etc/machine-id"
rm -f "$root/etc/resolv.conf" "$root/etc/hostname" "$root/var/lib/dbus/machine-id"
rm -rf "$root/var/cache/apt/archives" "$root/var/lib/apt/lists"
mkdir -p "$root/var/lib/docker" "$root/var/lib/containerd"
`

/** Files that an operator set up on a host. */
export const FILES_OF_OPERATOR = `
mkdir -p /etc/docker/certs.d/registry.example /etc/containerd/certs.d/docker.io /etc/systemd/system/docker.service.d /root/.docker
printf '{\\n\\t"registry-mirrors": ["http://10.77.0.1:5000"],\\n\\t"live-restore": true\\n}\\n' >/etc/docker/daemon.json
chmod 640 /etc/docker/daemon.json
printf 'server = "https://docker.io"\\n' >/etc/containerd/certs.d/docker.io/hosts.toml
chown 1:2 /etc/containerd/certs.d/docker.io/hosts.toml
ln -s /etc/hostname /etc/docker/certs.d/registry.example/note
printf '{"auths": {"registry.example": {"auth": "cm9ib3Q6aHVudGVyMg=="}}}\\n' >/root/.docker/config.json
chmod 600 /root/.docker/config.json
`

/** The same, with a dockerd that uses them. */
export const SET_UP = `${FILES_OF_OPERATOR}systemctl reload docker
`

/** What is changed by hand, one after the other; the night goes in so that each is new. */
export const BY_HAND: readonly ((night: number) => string)[] = [
  (night) => `
printf '{"registry-mirrors": ["http://by-hand-${night}:5000"], "live-restore": true}' >/etc/docker/daemon.json
systemctl reload docker`,
  (night) => `
printf 'server = "https://docker.io"\\n# ${night}\\n' >/etc/containerd/certs.d/docker.io/hosts.toml
chown 3:4 /etc/containerd/certs.d/docker.io/hosts.toml`,
  () => 'chmod 604 /etc/docker/daemon.json',
  (night) => `
printf '{"auths": {"registry.example": {"auth": "cm9ib3Q6${Buffer.from(`pass${night}`).toString('base64')}"}}}\\n' >/root/.docker/config.json`,
  (night) => `
mkdir -p /etc/containerd/certs.d/r${night}.example
printf 'server = "https://r${night}.example"\\n' >/etc/containerd/certs.d/r${night}.example/hosts.toml
ln -sfn /etc/hosts /etc/docker/certs.d/registry.example/note`,
  (night) => `
printf '[Service]\\nEnvironment=NIGHT=${night}\\n' >/etc/systemd/system/docker.service.d/lab.conf
systemctl daemon-reload`,
  (night) => `
chown 0:5 /etc/docker/daemon.json
printf '{"registry-mirrors": [], "live-restore": true, "labels": ["night=${night}"]}\\n' >/etc/docker/daemon.json
systemctl reload docker`,
]

/** dockerd takes over what was written before it, and nothing in the folders is as it was. */
export const MESS_OF_FOLDERS = `
systemctl reload docker
rm -r /etc/docker/certs.d/registry.example
printf '# gone\\n' >/etc/containerd/certs.d/docker.io/hosts.toml
chown 0:0 /etc/containerd/certs.d/docker.io/hosts.toml
printf '\\n# by hand\\n' >>/etc/containerd/config.toml
mkdir /etc/containerd/certs.d/stray
printf x >/etc/containerd/certs.d/stray/hosts.toml
`

/** All at once, and nobody wanted it. */
export const MESS = `
printf '{"registry-mirrors": ["http://10.77.0.1:5001"], "insecure-registries": ["bad.example"], "debug": true, "live-restore": true}' >/etc/docker/daemon.json
chmod 606 /etc/docker/daemon.json
chown 7:7 /etc/docker/daemon.json
${MESS_OF_FOLDERS}printf '{}' >/root/.docker/config.json
`

export const ROLLOUT = `
- name: Mirrors
  hosts: all
  gather_facts: false
  tasks:
    - name: Docker
      docker_registry: {mirrors: ["http://rolled-out-{{ night }}:5000"]}
    - name: containerd
      containerd_registry: {mirrors: {docker.io: ["http://rolled-out-{{ night }}:5000"]}}
`

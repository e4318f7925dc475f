/**
 * `docker_runs`: whether dockerd is at work. Scripts in one shell ask once: $docker_is and $docker_pid are what the first of them
 * has found out.
 */
export const DOCKER_RUNS = `
docker_runs() {
  if [ -z "\${docker_is-}" ]; then
    docker_is=inactive
    systemctl is-active --quiet docker.service 2>/dev/null && docker_is=active
  fi
  [ "$docker_is" = active ]
}
`

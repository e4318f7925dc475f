import type { Step } from '../model/plan.ts'

/**
 * Folders of which no login is made, whoever logs in: no home, and nothing of sshd, PAM, sudo, users, groups or the settings of
 * a shell. A shell that was started before something changed there is like one that starts now.
 */
const ASIDE =
  `/srv /opt /tmp /var/tmp /var/www /etc/docker /etc/containerd /etc/containers /etc/buildkit /etc/crio /etc/rancher
  /etc/nerdctl /etc/cni /etc/kubernetes /etc/systemd/system /etc/nginx /etc/haproxy /etc/prometheus /etc/apt /etc/yum.repos.d
  /etc/logrotate.d /etc/sysctl.d /etc/modules-load.d /etc/cron.d`
    .split(/\s+/)
    .map((folder) => `${folder}/`)

/** Whether all that the steps do is to change files that no login depends on. */
export function keepsLogin(steps: readonly Step[]): boolean {
  return steps.every((step) => filesOf(step)?.every(isAside) === true)
}

function filesOf({ files, run }: Step): readonly string[] | undefined {
  if (files !== undefined) return files
  if (run.kind === 'write' || run.kind === 'remove') return [run.path]
  return run.kind === 'move' ? [run.from, run.to] : undefined
}

/** Hidden files and folders may be of a home, wherever that is; `..` may lead anywhere. */
function isAside(path: string): boolean {
  return ASIDE.some((folder) => path.startsWith(folder)) && !path.includes('/.')
}

/** Modules that act on the controller first, in Ansible by a plugin: no module of the operator's replaces one of these. */
export const ACTS_FIRST: ReadonlySet<string> = new Set([
  ...['command', 'shell', 'script', 'raw', 'copy', 'template', 'fetch', 'service', 'reboot', 'wait_for_connection'],
])

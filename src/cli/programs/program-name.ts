/** Ansible's programs that Longshore stands in for. */
export type ProgramName = 'ansible-playbook' | 'ansible' | 'ansible-inventory'

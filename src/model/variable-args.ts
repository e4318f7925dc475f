/** Under this name a task holds a template that gives it arguments: `file: "{{ parameters }}"` (Ansible's `_variable_params`). */
export const VARIABLE_ARGS = '_variable_params'

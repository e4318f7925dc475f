/** With what ansible-core ends when a file is not on the controller (errors/__init__.py, `AnsibleFileNotFound`). */
export const ON_REMOTE =
  'If you are using a module and expect the file to exist on the remote, see the remote_src option'

"""Longshore's own AnsibleModule, after the documented behaviour of ansible.module_utils.basic."""
import hashlib
import json
import os
import platform
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence  # noqa: F401

from ansible.module_utils.arguments import ArgumentError, checked, env_fallback, human_to_bytes, no_log_values  # noqa: F401
from ansible.module_utils.common.text.converters import container_to_bytes as json_dict_unicode_to_bytes  # noqa: F401
from ansible.module_utils.common.text.converters import container_to_text as json_dict_bytes_to_unicode  # noqa: F401
from ansible.module_utils.common.text.converters import jsonify, to_bytes, to_native, to_text  # noqa: F401
from ansible.module_utils.parsing.convert_bool import BOOLEANS, BOOLEANS_FALSE, BOOLEANS_TRUE, boolean  # noqa: F401
from ansible.module_utils.six import PY2, PY3, binary_type, integer_types, iteritems, string_types, text_type  # noqa: F401

_ANSIBLE_ARGS = None
HIDDEN = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'

FILE_COMMON_ARGUMENTS = dict(
    mode=dict(type='raw'), owner=dict(type='str'), group=dict(type='str'), seuser=dict(type='str'),
    serole=dict(type='str'), selevel=dict(type='str'), setype=dict(type='str'),
    attributes=dict(type='str', aliases=['attr']), unsafe_writes=dict(type='bool', default=False))


def get_platform():
    return platform.system()


def load_platform_subclass(cls, *args, **kwargs):
    fits = [c for c in cls.__subclasses__() if getattr(c, 'platform', None) == platform.system()]
    return super(cls, cls).__new__(fits[0] if fits else cls)


def get_distribution():
    return _os_release().get('ID', '').capitalize() or None


def get_distribution_version():
    return _os_release().get('VERSION_ID')


def _os_release():
    try:
        with open('/etc/os-release') as file:
            pairs = [line.rstrip('\n').split('=', 1) for line in file if '=' in line]
    except OSError:
        return {}
    return {name: value.strip('"') for name, value in pairs}


def missing_required_lib(library, reason=None, url=None):
    msg = "Failed to import the required Python library (%s) on %s's Python %s." % (library, platform.node(), sys.executable)
    return msg + (' This is required %s.' % reason if reason else '') + (' See %s for more info.' % url if url else '')


def remove_values(value, secrets):
    """The same value with every secret in it hidden."""
    if isinstance(value, bytes):
        value = to_text(value)
    if isinstance(value, str):
        if value in secrets:
            return HIDDEN
        for secret in secrets:
            value = value.replace(secret, '*' * 8)
        return value
    if isinstance(value, Mapping):
        return {remove_values(k, secrets) if isinstance(k, str) else k: remove_values(v, secrets) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [remove_values(each, secrets) for each in value]
    return HIDDEN if not isinstance(value, bool) and value is not None and str(value) in secrets else value


class AnsibleModule(object):
    def __init__(self, argument_spec, bypass_checks=False, no_log=False, mutually_exclusive=None,
                 required_together=None, required_one_of=None, add_file_common_args=False,
                 supports_check_mode=False, required_if=None, required_by=None):
        self._name = sys.modules['__main__'].__dict__.get('__module_name__', 'module')
        self.argument_spec = dict(FILE_COMMON_ARGUMENTS, **argument_spec) if add_file_common_args else dict(argument_spec)
        self.supports_check_mode = supports_check_mode
        self.no_log_values = set()
        self._warnings, self._deprecations, self.cleanup_files = [], [], []
        self.aliases = {}
        self.run_command_environ_update = {}
        given = json.loads(to_text(_ANSIBLE_ARGS))['ANSIBLE_MODULE_ARGS']
        own = {k: v for k, v in given.items() if not k.startswith('_ansible_')}
        self.check_mode = given.get('_ansible_check_mode', False)
        self.no_log = given.get('_ansible_no_log', no_log)
        self._diff = given.get('_ansible_diff', False)
        self._debug = given.get('_ansible_debug', False)
        self._verbosity = given.get('_ansible_verbosity', 0)
        self.ansible_version = given.get('_ansible_version')
        self._tmp, self._remote_tmp = given.get('_ansible_tmpdir'), given.get('_ansible_remote_tmp')
        self._shell = None
        self.params = dict(own)
        if self.check_mode and not supports_check_mode:
            self.exit_json(skipped=True, msg='remote module (%s) does not support check mode' % self._name)
        rules = dict(mutually_exclusive=mutually_exclusive, required_together=required_together,
                     required_one_of=required_one_of, required_if=required_if, required_by=required_by)
        self._hide(own)
        try:
            self.params = checked(self.argument_spec, own, {} if bypass_checks else rules, self._name)
        except ArgumentError as error:
            self.fail_json(msg=str(error))
        self._hide(self.params)

    def _hide(self, params):
        by_alias = {alias: option for option in self.argument_spec.values() for alias in option.get('aliases') or ()}
        self.no_log_values |= no_log_values(dict(self.argument_spec, **by_alias), params)

    @property
    def tmpdir(self):
        if self._tmp is None:
            self._tmp = tempfile.mkdtemp(prefix='ansible-moduletmp-')
            self.cleanup_files.append(self._tmp)
        return self._tmp

    def warn(self, warning):
        self._warnings.append(to_native(warning))

    def deprecate(self, msg, version=None, date=None, collection_name=None):
        entry = {'msg': to_native(msg), 'collection_name': collection_name}
        entry.update({'date': date} if date is not None else {'version': version})
        self._deprecations.append(entry)

    def debug(self, msg):
        pass

    def log(self, msg, log_args=None):
        pass

    def boolean(self, arg):
        return None if arg is None else boolean(arg)

    def jsonify(self, data):
        return jsonify(data)

    def from_json(self, data):
        return json.loads(data)

    def exit_json(self, **kwargs):
        self._answer(kwargs)
        sys.exit(0)

    def fail_json(self, msg, **kwargs):
        kwargs.update(failed=True, msg=msg)
        if 'exception' not in kwargs and sys.exc_info()[2] is not None:
            kwargs['exception'] = ''.join(traceback.format_tb(sys.exc_info()[2]))
        self._answer(kwargs)
        sys.exit(1)

    def _answer(self, result):
        for path in self.cleanup_files:
            self.cleanup(path)
        result.setdefault('invocation', {'module_args': self.params})
        for key, own in (('warnings', self._warnings), ('deprecations', self._deprecations)):
            more = result.pop(key, [])
            all_of = own + ([more] if isinstance(more, (str, dict)) else list(more))
            if all_of:
                result[key] = all_of
        print('\n%s' % jsonify(remove_values(result, self.no_log_values)))
        sys.stdout.flush()

    def get_bin_path(self, arg, required=False, opt_dirs=None):
        extra = [d for d in ('/sbin', '/usr/sbin', '/usr/local/sbin') if os.path.isdir(d)]
        folders = [d for d in list(opt_dirs or []) + os.environ.get('PATH', '').split(os.pathsep) + extra if d]
        found = shutil.which(arg, path=os.pathsep.join(folders))
        if found is None and required:
            self.fail_json(msg='Failed to find required executable "%s" in paths: %s' % (arg, os.pathsep.join(folders)))
        return found

    def run_command(self, args, check_rc=False, close_fds=True, executable=None, data=None, binary_data=False,
                    path_prefix=None, cwd=None, use_unsafe_shell=False, prompt_regex=None, environ_update=None,
                    umask=None, encoding='utf-8', errors='surrogate_or_strict', expand_user_and_vars=True,
                    pass_fds=None, before_communicate_callback=None, ignore_invalid_cwd=True, handle_exceptions=True):
        shown = args
        if not isinstance(args, (list, str, bytes)):
            self.fail_json(rc=257, cmd=args, msg="Argument 'args' to run_command must be list or string")
        if use_unsafe_shell:
            args = args if isinstance(args, (str, bytes)) else ' '.join(shlex.quote(to_text(x)) for x in args)
        elif isinstance(args, (str, bytes)):
            args = shlex.split(to_text(args))
        if not use_unsafe_shell:
            args = [os.path.expanduser(os.path.expandvars(to_text(x))) if expand_user_and_vars else to_text(x) for x in args]
        env = dict(os.environ, **dict(self.run_command_environ_update, **(environ_update or {})))
        if path_prefix:
            env['PATH'] = '%s:%s' % (path_prefix, env.get('PATH', ''))
        if cwd is not None and not os.path.isdir(cwd):
            if not ignore_invalid_cwd:
                self.fail_json(msg="Provided cwd is not a valid directory: %s" % cwd)
            cwd = None
        before = os.umask(umask) if umask is not None else None
        try:
            process = subprocess.Popen(
                args, shell=use_unsafe_shell, executable=executable or None, close_fds=close_fds, cwd=cwd, env=env,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=pass_fds or ())
            if before_communicate_callback:
                before_communicate_callback(process)
            text = data if binary_data or data is None else to_bytes(data) + (b'' if to_bytes(data).endswith(b'\n') else b'\n')
            out, said = process.communicate(text)
        except (OSError, IOError) as error:
            if not handle_exceptions:
                raise
            self.fail_json(rc=error.errno, stdout='', stderr='', msg=to_native(error), cmd=shown)
        finally:
            if before is not None:
                os.umask(before)
        rc = process.returncode
        if encoding is not None:
            out, said = to_text(out, encoding, errors), to_text(said, encoding, errors)
        if rc != 0 and check_rc:
            self.fail_json(cmd=shown, rc=rc, stdout=out, stderr=said, msg=to_text(said).rstrip())
        return rc, out, said

    def digest_from_file(self, filename, algorithm):
        if not os.path.exists(filename):
            return None
        digest = algorithm if hasattr(algorithm, 'hexdigest') else hashlib.new(algorithm)
        with open(filename, 'rb') as file:
            for block in iter(lambda: file.read(65536), b''):
                digest.update(block)
        return digest.hexdigest()

    def md5(self, filename):
        return self.digest_from_file(filename, 'md5')

    def sha1(self, filename):
        return self.digest_from_file(filename, 'sha1')

    def sha256(self, filename):
        return self.digest_from_file(filename, 'sha256')

    def backup_local(self, fn):
        if not os.path.exists(fn):
            return ''
        kept = '%s.%s~' % (fn, __import__('time').strftime('%Y-%m-%d@%H:%M:%S~'))
        shutil.copy2(fn, kept)
        return kept

    def cleanup(self, tmpfile):
        if os.path.isdir(tmpfile) and not os.path.islink(tmpfile):
            shutil.rmtree(tmpfile, ignore_errors=True)
        elif os.path.lexists(tmpfile):
            os.unlink(tmpfile)

    add_cleanup_file = lambda self, path: self.cleanup_files.append(path)  # noqa: E731

    def atomic_move(self, src, dest, unsafe_writes=False):
        if os.path.exists(dest):
            kept = os.stat(dest)
            os.chmod(src, stat.S_IMODE(kept.st_mode))
            if os.geteuid() == 0:
                os.chown(src, kept.st_uid, kept.st_gid)
        try:
            os.rename(src, dest)
        except OSError:
            beside = tempfile.NamedTemporaryFile(dir=os.path.dirname(os.path.abspath(dest)), prefix='.ansible_tmp', delete=False)
            beside.close()
            shutil.copy2(src, beside.name)
            os.rename(beside.name, dest)
            self.cleanup(src)

    def load_file_common_arguments(self, params, path=None):
        path = path or params.get('path') or params.get('dest')
        if path is None:
            return {}
        names = ('mode', 'owner', 'group', 'attributes')
        return dict({name: params.get(name) for name in names}, path=os.path.expanduser(path))

    def set_mode_if_different(self, path, mode, changed, diff=None, expand=True):
        if mode is None:
            return changed
        present = stat.S_IMODE(os.lstat(path).st_mode)
        wanted = mode if isinstance(mode, int) else _mode_of(str(mode), present, os.path.isdir(path))
        if wanted == present or os.path.islink(path):
            return changed
        if not self.check_mode:
            os.chmod(path, wanted)
        return True

    def set_owner_if_different(self, path, owner, changed, diff=None, expand=True):
        return self._own(path, owner, changed, 'st_uid', lambda name: __import__('pwd').getpwnam(name).pw_uid)

    def set_group_if_different(self, path, group, changed, diff=None, expand=True):
        return self._own(path, group, changed, 'st_gid', lambda name: __import__('grp').getgrnam(name).gr_gid)

    def _own(self, path, name, changed, field, number_of):
        if name is None:
            return changed
        try:
            wanted = int(name) if str(name).isdigit() else number_of(name)
        except KeyError:
            kind = 'owner' if field == 'st_uid' else 'group'
            self.fail_json(path=path, msg='ch%s failed: failed to look up %s %s' % ('own' if kind == 'owner' else 'grp', 'user' if kind == 'owner' else 'group', name))
        if getattr(os.lstat(path), field) == wanted:
            return changed
        if not self.check_mode:
            os.lchown(path, wanted if field == 'st_uid' else -1, wanted if field == 'st_gid' else -1)
        return True

    def set_fs_attributes_if_different(self, file_args, changed, diff=None, expand=True):
        path = file_args['path']
        changed = self.set_owner_if_different(path, file_args.get('owner'), changed)
        changed = self.set_group_if_different(path, file_args.get('group'), changed)
        return self.set_mode_if_different(path, file_args.get('mode'), changed)

    set_file_attributes_if_different = set_fs_attributes_if_different
    set_directory_attributes_if_different = set_fs_attributes_if_different

    def is_special_selinux_path(self, path):
        return False, None

    def selinux_enabled(self):
        return False


def _mode_of(text, present, is_folder):
    """Octal text, or chmod's symbolic form."""
    if text.isdigit():
        return int(text, 8)
    for clause in text.split(','):
        at = min(i for i in (clause.find(c) for c in '=+-') if i >= 0)
        who, operator, letters = clause[:at] or 'a', clause[at], clause[at + 1:]
        for user in 'ugo' if 'a' in who else who:
            shift = {'u': 6, 'g': 3, 'o': 0}[user]
            bits = sum({'r': 4, 'w': 2, 'x': 1, 'X': 1 if is_folder or present & 0o111 else 0}.get(c, 0) for c in letters) << shift
            if operator == '=':
                present = present & ~(7 << shift) | bits
            else:
                present = present | bits if operator == '+' else present & ~bits
    return present

"""The argument_spec of a module: defaults, aliases, types, choices and what goes together."""
import ast
import json
import os

from ansible.module_utils.parsing.convert_bool import boolean


class ArgumentError(Exception):
    pass


def checked(spec, params, rules, name, context=''):
    """The parameters by the spec; raises ArgumentError in the words of Ansible."""
    params = dict(params)
    allowed = set(spec)
    for key, option in spec.items():
        for alias in option.get('aliases') or ():
            allowed.add(alias)
            if alias in params:
                value = params.pop(alias)
                params.setdefault(key, value)
    _exclusive(rules.get('mutually_exclusive'), params)
    for key, option in spec.items():
        if params.get(key) is None and option.get('default') is not None:
            params[key] = option['default']
    missing = sorted(k for k, o in spec.items() if o.get('required') and k not in params)
    if missing:
        raise ArgumentError('missing required arguments: ' + ', '.join(missing) + _found_in(context))
    for key, option in spec.items():
        fallback = option.get('fallback')
        if params.get(key) is None and fallback:
            params[key] = _from_environment(fallback)
        if params.get(key) is not None:
            params[key] = _value(key, option, params[key], name, context)
        else:
            params[key] = None
    _together(rules, {key: value for key, value in params.items() if key in spec}, context)
    _required_if(rules.get('required_if'), params, context)
    unknown = sorted(key for key in params if key not in allowed)
    if unknown:
        shown = ', '.join('%s.%s' % (context, key) if context else key for key in unknown)
        raise ArgumentError('Unsupported parameters for (%s) module: %s. Supported parameters include: %s.' % (
            name, shown, _supported(spec)))
    return params


def no_log_values(spec, params):
    values = set()
    for key, option in spec.items():
        value = params.get(key)
        if value is None:
            continue
        if option.get('no_log'):
            values.update(_texts(value))
        elif option.get('options'):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    values.update(no_log_values(option['options'], each))
    return values


def env_fallback(*names, **kwargs):
    for name in names:
        if name in os.environ:
            return os.environ[name]
    raise KeyError(names)


def _from_environment(fallback):
    try:
        return fallback[0](*fallback[1:])
    except Exception:
        return None


def _texts(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, (list, tuple)):
        return [text for each in value for text in _texts(each)]
    return [str(value)] if value not in (None, '', True, False) else []


def _supported(spec):
    aliases = sorted(alias for option in spec.values() for alias in option.get('aliases') or ())
    return ', '.join(sorted(spec)) + (' (%s)' % ', '.join(aliases) if aliases else '')


def _found_in(context):
    return ' found in %s' % context if context else ''


def _value(key, option, value, name, context):
    kind = option.get('type', 'str')
    value = _converted(key, kind, value, context)
    elements = option.get('elements')
    if isinstance(value, list) and elements:
        value = [_converted(key, elements, each, context, 'Elements value for option') for each in value]
    choices = option.get('choices')
    if choices is not None:
        _chosen(key, choices, value, context)
    options = option.get('options')
    if options:
        inside = '%s.%s' % (context, key) if context else key
        if isinstance(value, dict):
            return checked(options, value, option, name, inside)
        return [checked(options, each, option, name, inside) if isinstance(each, dict) else each for each in value]
    return value


def _chosen(key, choices, value, context):
    many = isinstance(value, list)
    wrong = [each for each in (value if many else [value]) if each not in choices]
    if not wrong:
        return
    shown = ', '.join(str(choice) for choice in choices)
    kind = 'one or more of' if many else 'one of'
    got = ', '.join(str(each) for each in wrong)
    joint = '.' if many else ','
    raise ArgumentError('value of %s must be %s: %s%s got%s: %s%s' % (
        key, kind, shown, joint, ' no match for' if many else '', got, _found_in(context)))


def _converted(key, kind, value, context, what='argument'):
    convert = kind if callable(kind) else CONVERTERS.get(kind)
    if convert is None:
        return value
    try:
        return convert(value)
    except (TypeError, ValueError) as error:
        shown = kind.__name__ if callable(kind) else kind
        raise ArgumentError("%s '%s' is of type %s%s and we were unable to convert to %s: %s" % (
            what, key, type(value), _found_in(context), shown, error))


def _cannot(value, kind):
    return TypeError('%s cannot be converted to %s' % (type(value), kind))


def _str(value):
    return value if isinstance(value, str) else str(value)


def _int(value):
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return int(value) if isinstance(value, str) else _no_number(value, 'an int')
    except ValueError:
        raise _cannot(value, 'an int')


def _float(value):
    if isinstance(value, float):
        return value
    try:
        return float(value) if isinstance(value, (str, int)) else _no_number(value, 'a float')
    except ValueError:
        raise _cannot(value, 'a float')


def _no_number(value, kind):
    raise _cannot(value, kind)


def _bool(value):
    if isinstance(value, (bool, str, int, float)):
        return boolean(value)
    raise _cannot(value, 'a bool')


def _list(value):
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return value.split(',')
    if isinstance(value, (int, float)):
        return [str(value)]
    raise _cannot(value, 'a list')


def _dict(value):
    if isinstance(value, dict):
        return value
    if isinstance(value, str):
        if value.strip().startswith('{'):
            try:
                return json.loads(value)
            except ValueError:
                found = ast.literal_eval(value)
                if isinstance(found, dict):
                    return found
        elif '=' in value:
            parts = value.replace(', ', ',').split(',') if ',' in value else value.split()
            return dict(part.split('=', 1) for part in parts)
        raise TypeError("dictionary requested, could not parse JSON or key=value")
    raise _cannot(value, 'a dict')


def _path(value):
    return os.path.expanduser(os.path.expandvars(_str(value)))


def _jsonarg(value):
    return value.strip() if isinstance(value, str) else json.dumps(value)


SIZES = {'B': 1, 'K': 1 << 10, 'M': 1 << 20, 'G': 1 << 30, 'T': 1 << 40, 'P': 1 << 50, 'E': 1 << 60, 'Z': 1 << 70, 'Y': 1 << 80}


def human_to_bytes(number, default_unit=None, isbits=False):
    text = str(number).strip()
    digits = text.rstrip('BbKkMmGgTtPpEeZzYyIi ')
    unit = text[len(digits):].strip() or (default_unit or 'B')
    if unit[0].upper() not in SIZES:
        raise ValueError("human_to_bytes() can't interpret following string: %s" % number)
    return int(round(float(digits) * SIZES[unit[0].upper()]))


CONVERTERS = {
    'str': _str, 'int': _int, 'float': _float, 'bool': _bool, 'list': _list, 'dict': _dict, 'path': _path,
    'jsonarg': _jsonarg, 'json': _jsonarg, 'bytes': human_to_bytes, 'bits': human_to_bytes,
}


def _given(params, names):
    return [name for name in names if params.get(name) is not None]


def _exclusive(groups, params):
    groups = groups or ()
    if groups and isinstance(groups[0], str):
        groups = (groups,)
    wrong = ['|'.join(group) for group in groups if len(_given(params, group)) > 1]
    if wrong:
        raise ArgumentError('parameters are mutually exclusive: ' + ', '.join(wrong))


def _together(rules, params, context):
    for group in rules.get('required_together') or ():
        if 0 < len(_given(params, group)) < len(group):
            raise ArgumentError('parameters are required together: ' + ', '.join(group) + _found_in(context))
    for group in rules.get('required_one_of') or ():
        if not _given(params, group):
            raise ArgumentError('one of the following is required: ' + ', '.join(group) + _found_in(context))
    for key, needed in (rules.get('required_by') or {}).items():
        names = [needed] if isinstance(needed, str) else needed
        missing = [name for name in names if params.get(name) is None]
        if params.get(key) is not None and missing:
            raise ArgumentError("missing parameter(s) required by '%s': %s%s" % (key, ', '.join(missing), _found_in(context)))


def _required_if(rules, params, context):
    for rule in rules or ():
        key, value, needed = rule[:3]
        any_will_do = len(rule) > 3 and rule[3]
        if key not in params or params[key] != value:
            continue
        missing = [name for name in needed if params.get(name) is None]
        if missing and (not any_will_do or len(missing) == len(needed)):
            raise ArgumentError('%s is %s but %s of the following are missing: %s%s' % (
                key, value, 'any' if any_will_do else 'all', ', '.join(missing), _found_in(context)))

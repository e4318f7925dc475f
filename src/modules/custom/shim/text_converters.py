"""Text and bytes, whichever is asked for."""
import json


def _handler(errors):
    return 'surrogateescape' if errors in (None, 'surrogate_or_replace', 'surrogate_or_strict', 'surrogate_then_replace') else errors


def to_text(obj, encoding='utf-8', errors=None, nonstring='simplerepr'):
    if isinstance(obj, str):
        return obj
    if isinstance(obj, bytes):
        return obj.decode(encoding, _handler(errors))
    if nonstring == 'simplerepr':
        return str(obj)
    if nonstring == 'passthru':
        return obj
    if nonstring == 'empty':
        return ''
    raise TypeError('obj must be a string type')


def to_bytes(obj, encoding='utf-8', errors=None, nonstring='simplerepr'):
    if isinstance(obj, bytes):
        return obj
    text = to_text(obj, encoding, errors, nonstring)
    return text.encode(encoding, _handler(errors)) if isinstance(text, str) else text


to_native = to_text


def jsonify(data, **kwargs):
    return json.dumps(data, default=_jsonable, **kwargs)


def _jsonable(value):
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    if isinstance(value, bytes):
        return to_text(value)
    if hasattr(value, 'isoformat'):
        return value.isoformat()
    if hasattr(value, 'items'):
        return dict(value.items())
    return str(value)


def container_to_text(d, encoding='utf-8', errors='surrogate_or_strict'):
    if isinstance(d, dict):
        return {container_to_text(k, encoding, errors): container_to_text(v, encoding, errors) for k, v in d.items()}
    if isinstance(d, (list, tuple)):
        return type(d)(container_to_text(o, encoding, errors) for o in d)
    return to_text(d, encoding, errors) if isinstance(d, bytes) else d


def container_to_bytes(d, encoding='utf-8', errors='surrogate_or_strict'):
    if isinstance(d, dict):
        return {container_to_bytes(k, encoding, errors): container_to_bytes(v, encoding, errors) for k, v in d.items()}
    if isinstance(d, (list, tuple)):
        return type(d)(container_to_bytes(o, encoding, errors) for o in d)
    return to_bytes(d, encoding, errors) if isinstance(d, str) else d

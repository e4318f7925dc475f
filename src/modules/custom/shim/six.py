"""What modules that once ran on Python 2 still ask for."""
import builtins
import sys
import types
import urllib.error
import urllib.parse
import urllib.request
from io import BytesIO, StringIO  # noqa: F401

PY2 = False
PY3 = True
string_types = (str,)
integer_types = (int,)
class_types = (type,)
text_type = str
binary_type = bytes
MAXSIZE = sys.maxsize
unichr = chr


def iteritems(d, **kwargs):
    return iter(d.items(**kwargs))


def iterkeys(d, **kwargs):
    return iter(d.keys(**kwargs))


def itervalues(d, **kwargs):
    return iter(d.values(**kwargs))


def b(text):
    return text.encode('latin-1')


def u(text):
    return text


def with_metaclass(meta, *bases):
    return meta('temporary', bases, {})


def add_metaclass(metaclass):
    def wrapper(cls):
        body = {k: v for k, v in cls.__dict__.items() if k not in ('__dict__', '__weakref__')}
        return metaclass(cls.__name__, cls.__bases__, body)
    return wrapper


def raise_from(value, from_value):
    raise value from from_value


def reraise(tp, value, tb=None):
    raise (value or tp()).with_traceback(tb)


moves = types.ModuleType(__name__ + '.moves')
moves.__path__ = []
for _name in ('range', 'map', 'filter', 'zip', 'input'):
    setattr(moves, _name, getattr(builtins, _name))
moves.xrange = range
moves.builtins = builtins
moves.StringIO = StringIO
moves.urllib = urllib
sys.modules[moves.__name__] = moves
sys.modules[moves.__name__ + '.urllib'] = urllib
for _name in ('parse', 'request', 'error'):
    sys.modules['%s.urllib.%s' % (moves.__name__, _name)] = getattr(urllib, _name)

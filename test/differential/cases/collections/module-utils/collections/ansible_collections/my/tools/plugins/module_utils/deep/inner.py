from . import DEPTH
from ..near import WORD as near

WORD = "inner %s of %s" % (DEPTH, near)

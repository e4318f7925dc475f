from .near import WORD


def greeting(name):
    return "hello %s, %s" % (name, WORD)


def farewell(name):
    return "bye %s" % name

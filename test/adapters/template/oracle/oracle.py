"""Answers expressions, texts of playbooks (natives: with jinja2_native on) and template files as ansible-core does.

stdin: {"vars": {...}, "expressions": [...], "texts": [...], "natives": [...], "files": [...]};
stdout: the same names with an answer each:
{"value": ...}, {"undefined": true} or {"error": true}.
"""
import datetime
import json
import os
import sys

import passlib  # noqa: F401: without it ansible-core hashes passwords with other rounds, and is no oracle
from ansible import constants
from ansible.errors import AnsibleUndefinedVariable
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Undefined

request = json.load(sys.stdin)
variables = request["vars"]
loader = DataLoader()
loader.set_basedir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates"))
templar = Templar(loader, variables=variables)
constants.DEFAULT_JINJA2_NATIVE = True
native = Templar(loader, variables=variables)
constants.DEFAULT_JINJA2_NATIVE = False
UNDEFINED = ("is undefined", "has no attribute", "has no element", "was empty", "no else section",
             "was not provided")


def plain(value):
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)) or type(value).__name__ in ("dict_keys", "dict_values", "dict_items", "range"):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.datetime, datetime.timedelta)):
        return str(value)
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return "float " + str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2 ** 53:
        return "int " + str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return "object"


def expression(text):
    found = []
    variables["keep__"] = lambda value: found.append(value) or ""
    templar.template("{% if true %}{% set _ = keep__((" + text + ")) %}{% endif %}")
    return plain(found[0])


def file(source):
    return templar.do_template(source, escape_backslashes=False)


def answer(run, text):
    try:
        return {"value": plain(run(text))}
    except Exception as error:
        isUndefined = isinstance(error, (AnsibleUndefinedVariable, UndefinedError))
        return {"undefined": True} if isUndefined or any(sign in str(error) for sign in UNDEFINED) else {"error": True}


runs = {"expressions": expression, "texts": templar.template, "natives": native.template, "files": file}
json.dump({kind: {item: answer(run, item) for item in request[kind]} for kind, run in runs.items()}, sys.stdout, indent=1,
          ensure_ascii=False)

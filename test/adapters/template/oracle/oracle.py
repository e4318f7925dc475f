"""Answers expressions and texts as Jinja2 with Ansible's filters and tests does.

stdin: {"vars": {...}, "expressions": [...], "texts": [...]}; stdout: {"expressions": {...}, "texts": {...}}.
An answer is {"value": ...} or {"undefined": true}.
"""
import json
import sys

from ansible.template import Templar
from ansible.parsing.dataloader import DataLoader

request = json.load(sys.stdin)
templar = Templar(DataLoader(), variables=request["vars"])
templar.environment.keep_trailing_newline = True


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def expression(text):
    found = []
    scope = dict(request["vars"], range=range, dict=dict, keep__=lambda value: found.append(value) or "")
    templar.environment.from_string("{{ keep__((" + text + ")) }}").render(scope)
    value = found[0]
    str(value)
    return plain(value)


UNDEFINED = ("is undefined", "has no attribute", "has no element", "was empty", "Mandatory variable")


def answer(run, text):
    try:
        return {"value": run(text)}
    except Exception as error:
        return {"undefined": True} if any(sign in str(error) for sign in UNDEFINED) else {"error": str(error)}


def text(source):
    return templar.environment.from_string(source).render(request["vars"])


json.dump({
    "expressions": {item: answer(expression, item) for item in request["expressions"]},
    "texts": {item: answer(text, item) for item in request["texts"]},
}, sys.stdout, indent=1, ensure_ascii=False, sort_keys=False)

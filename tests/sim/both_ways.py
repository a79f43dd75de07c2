"""Run rules as plain Python and compiled, and tell whether both gave the same."""

import ast
import struct
from importlib import import_module
from math import isnan
from pathlib import Path

from sim.kernel.cells import KernelStoppedError

I64 = 2**63
PYTHON_FAILS = (ArithmeticError, ValueError, IndexError)


class TooLongError(Exception):
    """Say that Python went on beyond 64 bits, where compiled code stops."""


class Watching(ast.NodeTransformer):
    """Pass every value that is computed through ``watched``."""

    def generic_visit(self, node):
        seen = super().generic_visit(node)
        if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Call, ast.IfExp)):
            return ast.Call(ast.Name("watched", ast.Load()), [seen], [])
        return seen

    def visit_Module(self, node):
        for each in node.body:
            if isinstance(each, ast.FunctionDef):
                self.visit(each)
        return node

    def visit_For(self, node):
        node.body = [self.visit(each) for each in node.body]
        return node

    def visit_AugAssign(self, node):
        loaded = ast.parse(ast.unparse(node.target), mode="eval").body
        return ast.Assign([node.target], self.visit(ast.BinOp(loaded, node.op, node.value)))


def watched(value):
    if isinstance(value, int) and not -I64 <= value < I64:
        raise TooLongError
    return value


def watching(module):
    """Return a module's functions, written so that they tell when a number becomes too long."""
    path = Path(import_module(module).__file__)
    tree = ast.fix_missing_locations(Watching().visit(ast.parse(path.read_text("utf-8"))))
    names = {"watched": watched, "__name__": module}
    exec(compile(tree, str(path), "exec"), names)
    return names


def bits(value):
    """Return what two values must share to be the same: their bits, unless they are no number."""
    if isinstance(value, float):
        return "not a number" if isnan(value) else struct.pack("<d", value)
    return value


def outcome(engine, function, *arguments):
    """Return what a call gives, or that it fails."""
    try:
        return bits(engine.call(function, *arguments))
    except (*PYTHON_FAILS, KernelStoppedError):
        return "fails"


def agree(plain, compiled, function, arguments, functions_watched):
    """Tell whether compiled code gives what Python gives, or stops for a reason.

    A reason is that Python fails, or that it went on with a number of more than 64 bits.
    """
    found = outcome(compiled, function, *arguments)
    if found != "fails":
        return found == outcome(plain, function, *arguments)
    try:
        watched(functions_watched[function](*arguments))
    except (*PYTHON_FAILS, TooLongError):
        return True
    return False

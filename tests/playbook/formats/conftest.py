"""What the tests of several formats share: a document made in another process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
from playbook.blocks import Blocks, from_dict
from playbook.blocks.document import Document
from playbook.formats import render
blocks = Blocks(from_dict(each) for each in json.load(sys.stdin))
sys.stdout.buffer.write(render(Document(blocks=blocks, language="zh"), sys.argv[1]))
"""


@pytest.fixture(scope="session")
def made_elsewhere():
    """Give the bytes of a Chinese document of these blocks, made in a process of its own."""

    def made(blocks, format):
        told = json.dumps([block.to_dict() for block in blocks])
        answer = subprocess.run(
            [sys.executable, "-c", PROGRAM, format],
            input=told.encode("utf-8"),
            capture_output=True,
            check=True,
            cwd=Path(__file__).resolve().parents[3],
        )
        return answer.stdout

    return made

"""The memo of one page, where nothing is handed over: what is decided, and when to look again."""

from playbook.documents.memo.memo_page import memo
from playbook.engagement.opened import engagement

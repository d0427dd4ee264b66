"""A file that is kept while its form is not through yet: the form carries it on, signed, so that nobody scans twice."""

from typing import TYPE_CHECKING

from django.core import signing

from tongban.cases.content import FileRef
from tongban.kit.blocked import Invalid, Problem

if TYPE_CHECKING:
    from tongban.cases.models import Case


def token_of(case: "Case", file: FileRef, use: str) -> str:
    """A kept file as a form carries it: nobody can put another's file to this case, nor to another use."""
    return signing.dumps([file.document_id, file.name], salt=f"{use}.{case.number}")


def kept_file(case: "Case", token: str, use: str) -> FileRef:
    """The file a form carried. Raises Invalid for a token that is not ours."""
    try:
        document_id, name = signing.loads(token, salt=f"{use}.{case.number}")
    except signing.BadSignature:
        raise Invalid([Problem("", "有一个文件对不上，请重新选文件上传")]) from None
    return FileRef(document_id=document_id, name=name)

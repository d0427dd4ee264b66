"""The interface for departments' systems: an OpenAPI document, a token per agency, an idempotency key on every create."""

from typing import Any

from ninja import NinjaAPI

from tongban.doors.api.acts import router as acts
from tongban.doors.api.cases import router as cases
from tongban.doors.api.catalogue import router as catalogue
from tongban.doors.api.keys import Token
from tongban.doors.api.refusals import say_no_in_words

DESCRIPTION = """
部门业务系统接入通办的接口。

- **凭据**：`Authorization: Bearer <凭据>`，每个单位一个，由运行人员用 `tongban token` 签发。
- **幂等键**：收件时必须带 `Idempotency-Key`（8 到 80 位）。网络断了就用同一个键再送，得到的是同一件，不会重复收件。
- **错误**：一律是 `application/problem+json`，中文写明哪里不对、怎么办；`errors[].field` 是字段路径。
- **经过**：`GET /events?after=<游标>` 从上次的游标读起，一条不漏。
"""


class Interface(NinjaAPI):
    """The document says of a refusal what it is: problem+json (RFC 9457)."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """The OpenAPI document, with every refusal under its own media type."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        return schema


api = Interface(
    title="通办接口",
    version="1.0",
    description=DESCRIPTION.strip(),
    auth=Token(),
    docs_url=None,
    urls_namespace="api",
)
say_no_in_words(api)
api.add_router("", catalogue, tags=["事项"])
api.add_router("", cases, tags=["办件"])
api.add_router("", acts, tags=["办理"])

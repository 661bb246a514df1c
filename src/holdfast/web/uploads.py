"""Keeps an upload in memory, and refuses one that is too large before it is read in full."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# What a form adds around its file: the other fields and the boundaries.
ENVELOPE = 64 * 1024


class InMemoryHandler(FileUploadHandler):
    """The only upload handler: no temporary file is ever made."""

    def handle_raw_input(self, input_data: IO[bytes], META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:
        if content_length > settings.LARGEST_UPLOAD + ENVELOPE:
            raise RequestDataTooBig("The file is over the limit.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.LARGEST_UPLOAD:
            raise RequestDataTooBig("The file is over the limit.")
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

"""Texts that many sections share: ids, names, camps, shares, notes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$", description="lower case, digits, - and _")]
Name = Annotated[str, Field(min_length=1, description="name shown: the one it uses of itself, or a neutral one")]
Camp = Annotated[Literal["besieger", "besieged"], Field(description="around the pocket, or inside it and its relief")]
Share = Annotated[float, Field(ge=0, le=1)]
Cited = Annotated[str, Field(min_length=1, description="id of a source, or 'judgement: why'")]
Note = Annotated[str | None, Field(description="anything a reader should know")]

"""Name or hub id -> installed model: resolved, downloaded, verified, converted, put in place. The only module that asks the network."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsl10n.errors import HubError, MissingExtraError
from newsl10n.files import locked
from newsl10n.models.find import user_models
from newsl10n.models.folder import Manifest, ModelFolder, read_model_folder, write_manifest
from newsl10n.models.install import convert_model, replace_folder, sha256_of, write_checksums
from newsl10n.models.recommended import RECOMMENDED, find_recommended

_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
# Weights in other formats than safetensors can run code, or are of no use here.
_WANTED = (".json", ".safetensors", ".spm", ".model", ".txt", ".md")
_DOWNLOAD_THREADS = 4


def pull_model(
    name: str, *, revision: str | None = None, into: Path | None = None, quantization: str = "int8"
) -> ModelFolder:
    """Install a model of the hub: nothing is there before all of it is there and verified.

    ``name``: short name of ``RECOMMENDED`` or ``owner/model``. ``revision``: branch, tag or commit; it is pinned to its commit.
    ``into``: folder that gets the model folder, ``user_models()`` where ``None``. Without torch the model is installed but not
    converted, and runs on neither engine until ``pip install 'newsl10n[torch]'``. Whole files of a broken download are kept for the
    next try. ``HF_ENDPOINT`` names another hub.

    Raises:
        HubError: one line that says what the hub, the network or the download lacks.
        FileError: another pull of it runs, or the disk refused.
    """
    known = find_recommended(name)
    hub_id = known.hub_id if known else name
    if not _HUB_ID.fullmatch(hub_id):
        names = ", ".join(model.name for model in RECOMMENDED)
        raise HubError(f"no model {name!r} is known", remedy=f"give a hub id such as owner/model, or one of {names}")
    places = into or user_models()
    target = places / (known.name if known else hub_id.partition("/")[2])
    places.mkdir(parents=True, exist_ok=True)
    with locked(target, timeout=1):
        info = _resolve(hub_id, revision)
        partial = places / f".{target.name}.{info.sha[:12]}.partial"
        _download(hub_id, info, partial)
        _verify(hub_id, info, partial)
        shutil.rmtree(partial / ".cache", ignore_errors=True)
        manifest = Manifest(
            name=target.name,
            version=revision or "",
            revision=info.sha,
            licence=known.licence if known else str(getattr(info.card_data, "license", None) or ""),
            targets=known.targets if known else (),
            hub=hub_id,
        )
        _finish(partial, manifest, quantization)
        replace_folder(partial, target)
    return read_model_folder(target)


def _resolve(hub_id: str, revision: str | None) -> Any:
    """What the hub says of the revision, its commit and files.

    Raises:
        HubError: no such model or revision, no safetensors, or no answer.
    """
    huggingface_hub = _client()
    with _clear_errors(hub_id, revision):
        info = huggingface_hub.HfApi(endpoint=_endpoint()).model_info(
            hub_id, revision=revision, files_metadata=True, timeout=20
        )
    if not any(file.rfilename.endswith(".safetensors") for file in _wanted(info)):
        raise HubError(
            f"{hub_id} has no safetensors weights at revision {revision or 'main'}",
            remedy="give a revision that has them: the hub keeps converted weights under names such as --revision refs/pr/1",
        )
    return info


def _download(hub_id: str, info: Any, partial: Path) -> None:
    huggingface_hub = _client()
    with _clear_errors(hub_id, info.sha):
        huggingface_hub.snapshot_download(
            hub_id,
            revision=info.sha,
            local_dir=partial,
            allow_patterns=[file.rfilename for file in _wanted(info)],
            max_workers=_DOWNLOAD_THREADS,
            endpoint=_endpoint(),
        )


def _verify(hub_id: str, info: Any, partial: Path) -> None:
    """Compare every file with the size and the checksum that the hub gave for this commit; a wrong one is deleted.

    Raises:
        HubError: a file is missing or differs.
    """
    for file in _wanted(info):
        path = partial / file.rfilename
        if not path.is_file():
            raise HubError(f"{hub_id}: the download lacks {file.rfilename}", remedy="pull it again")
        if not _is_as_published(path, file):
            shutil.rmtree(partial)
            raise HubError(
                f"{hub_id}: {file.rfilename} does not have the checksum that the hub gives for it; nothing was installed",
                remedy="pull it again; if it stays so, do not use that hub",
            )


def _is_as_published(path: Path, file: Any) -> bool:
    if file.lfs is not None:
        return bool(path.stat().st_size == file.lfs.size and sha256_of(path) == file.lfs.sha256)
    if file.blob_id is None:
        return bool(file.size is None or path.stat().st_size == file.size)
    data = path.read_bytes()
    # The hub gives git's own object name for files that are not in large-file storage.
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == str(file.blob_id)


def _finish(partial: Path, manifest: Manifest, quantization: str) -> None:
    write_manifest(partial, manifest)
    with contextlib.suppress(MissingExtraError):
        convert_model(partial, quantization=quantization)
    write_checksums(partial)


def _wanted(info: Any) -> list[Any]:
    """Files of the top folder that a model needs."""
    names = [file for file in info.siblings or [] if "/" not in file.rfilename]
    return [file for file in names if file.rfilename.endswith(_WANTED)]


def _client() -> Any:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import huggingface_hub

    return huggingface_hub


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT") or None


@contextlib.contextmanager
def _clear_errors(hub_id: str, revision: str | None) -> Iterator[None]:
    """Every way in which the client fails, as one line."""
    from huggingface_hub import errors

    try:
        yield
    # The second class is the root of the errors of the HTTP library that this version of the client uses.
    except (OSError, errors.HTTPError, errors.EntryNotFoundError, errors.HFValidationError) as error:  # type: ignore[attr-defined]
        raise _explained(error, hub_id, revision or "main") from error


def _explained(error: Exception, hub_id: str, revision: str) -> HubError:
    from huggingface_hub import errors

    file = error.response.url.path.rpartition("/")[2] if isinstance(error, errors.HfHubHTTPError) else ""
    rows = (
        (errors.GatedRepoError, f"{hub_id} asks for a login", "accept its terms on the hub and set HF_TOKEN"),
        (errors.RepositoryNotFoundError, f"the hub has no model {hub_id}", "check the spelling of owner/model"),
        (
            errors.RevisionNotFoundError,
            f"{hub_id} has no revision {revision}, or it was moved",
            "leave --revision out for the newest",
        ),
        (
            errors.RemoteEntryNotFoundError,
            f"the hub lists a file of {hub_id} that it does not have ({file})",
            "pull again later, or another --revision",
        ),
        (errors.OfflineModeIsEnabled, "the hub may not be asked (HF_HUB_OFFLINE is set)", "unset HF_HUB_OFFLINE"),
        (errors.HFValidationError, f"{hub_id!r} cannot be a hub id", "write it owner/model"),
    )
    for kind, what, remedy in rows:
        if isinstance(error, kind):
            return HubError(what, remedy=remedy)
    cause = error.__cause__ if isinstance(error, errors.LocalEntryNotFoundError) and error.__cause__ else error
    if type(cause).__name__ in ("ConnectError", "ConnectTimeout", "ReadTimeout", "OfflineModeIsEnabled"):
        remedy = "check the network, or copy a model folder here and name it with --model"
        return HubError(f"no connection to the hub ({_endpoint() or 'huggingface.co'})", remedy=remedy)
    reason = (str(cause).strip() or type(cause).__name__).splitlines()[0][:160]
    return HubError(
        f"the download of {hub_id} broke off ({reason}); nothing was installed",
        remedy="pull again: files that are whole are not loaded twice",
    )

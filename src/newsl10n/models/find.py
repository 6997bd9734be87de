"""Name, path or nothing -> the model to use; and which models there are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from newsl10n.config import Config
from newsl10n.errors import ModelError
from newsl10n.models.folder import ModelFolder, read_model_folder
from newsl10n.models.recommended import find_recommended

DEFAULT_MODEL = "newsl10n-starter"
_NAME = re.compile(r"(?:[A-Za-z0-9][\w.-]*/)?[A-Za-z0-9][\w.-]*")


def user_models() -> Path:
    """Where pulled models lie: ``models`` in the user data folder (``NEWSL10N_MODELS`` names another place)."""
    import platformdirs

    chosen = os.environ.get("NEWSL10N_MODELS")
    return Path(chosen) if chosen else platformdirs.user_data_path("newsl10n", appauthor=False) / "models"


def model_places(project: Path, config: Config) -> tuple[Path, ...]:
    """Folders that hold model folders, in the order in which they are searched.

    Models of the package lie in ``data`` beside this file, or in ``models`` of the checkout that it was installed from.
    """
    checkout = Path(__file__).parents[3]
    own = (checkout / "models",) if (checkout / "pyproject.toml").is_file() else ()
    return (project / config.models, Path(__file__).parent / "data", *own, user_models())


def find_model(name: str | Path | None, *, project: Path, config: Config) -> ModelFolder:
    """The model to translate with.

    ``name``: a folder, the name of a model in one of ``model_places``, or a hub id that was pulled or lies in the hub cache;
    ``None`` is the configured one, else ``newsl10n-starter`` where there is one, else the first there is.

    Raises:
        ModelError: there is none, or it is broken.
    """
    wanted = name if name is not None else config.model
    if wanted is None:
        return _default(project, config)
    for base in (Path(), project):
        folder = base / Path(wanted).expanduser()
        if (folder / "config.json").is_file():
            return read_model_folder(folder)
    known = find_recommended(str(wanted))
    short = known.name if known else str(wanted).rpartition("/")[2]
    if _NAME.fullmatch(str(wanted)):
        folders = [*(place / short for place in model_places(project, config)), *_cached(str(wanted))]
        for folder in folders:
            if folder.is_dir():
                return read_model_folder(folder)
    elif Path(wanted).expanduser().is_dir():
        return read_model_folder(Path(wanted).expanduser())
    raise _not_found(str(wanted), project)


def _not_found(name: str, project: Path) -> ModelError:
    """What is no name and no hub id, or lies in a folder that is there, was meant as a path."""
    parent, separator, _ = name.rpartition("/")
    if not _NAME.fullmatch(name) or (separator and any((base / parent).is_dir() for base in (Path(), project))):
        remedy = "check the path; `newsl10n models list` shows what is installed"
        return ModelError("no such model folder", path=name, remedy=remedy)
    return ModelError(
        f"no model {name!r}",
        remedy=f"`newsl10n models list` shows what is installed, `newsl10n models pull {name}` gets one from the hub",
    )


def list_models(*, project: Path, config: Config) -> list[ModelFolder | ModelError]:
    """The installed models in search order; a broken one is its error. A name that an earlier place has is left out."""
    found: list[ModelFolder | ModelError] = []
    seen = set()
    for place in model_places(project, config):
        for folder in _folders(place):
            if folder.name in seen:
                continue
            seen.add(folder.name)
            try:
                found.append(read_model_folder(folder))
            except ModelError as error:
                found.append(error)
    return found


def _cached(hub_id: str) -> list[Path]:
    """Snapshots of a hub id in the cache that transformers fills, newest first."""
    home = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface")
    snapshots = home / "hub" / f"models--{hub_id.replace('/', '--')}" / "snapshots"
    return sorted(snapshots.glob("*"), key=lambda p: p.stat().st_mtime, reverse=True) if "/" in hub_id else []


def _default(project: Path, config: Config) -> ModelFolder:
    for place in model_places(project, config):
        folders = list(_folders(place))
        if folders:
            starters = [folder for folder in folders if folder.name == DEFAULT_MODEL]
            return read_model_folder((starters or folders)[0])
    raise ModelError(
        "no model is installed",
        remedy="get one with `newsl10n models pull NAME` (`newsl10n models list` shows names), or name a folder with --model",
    )


def _folders(place: Path) -> Iterator[Path]:
    """Folders of models: hidden ones are half-made."""
    if place.is_dir():
        for folder in sorted(place.iterdir()):
            if folder.is_dir() and not folder.name.startswith(".") and (folder / "config.json").is_file():
                yield folder

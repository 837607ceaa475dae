"""What to do with a secret that is in the way, where all secrets together do not fit."""

from __future__ import annotations

from collections.abc import Sequence

import engine
from app.hide.choices import ChosenFile, ChosenSecret
from app.hide.recipe_preview import Offer


def offers_about_secrets(secrets: Sequence[ChosenSecret], error: engine.EngineError | None) -> tuple[Offer, ...]:
    """To learn an exact medium instead, or to leave out a secret: the smallest one that makes room enough."""
    if not isinstance(error, engine.CapacityError) or len(secrets) == 0:
        return ()
    files = [(secret.file.size, index) for index, secret in enumerate(secrets) if isinstance(secret, ChosenFile)]
    if not files:
        return ()
    enough = [pair for pair in files if pair[0] >= error.missing_bytes]
    offers = list[Offer]()
    media = [
        pair for pair in enough if (secret := secrets[pair[1]]) and isinstance(secret, ChosenFile) and secret.learned
    ]
    if media:
        index = min(media)[1]
        offers.append(Offer(learn=index, name=secrets[index].name))
    if len(secrets) > 1:
        index = min(enough)[1] if enough else max(files)[1]
        offers.append(Offer(leave_out=index, name=secrets[index].name))
    return tuple(offers)


def _is_medium(secret: ChosenSecret) -> bool:
    return isinstance(secret, ChosenFile) and secret.learned is not None

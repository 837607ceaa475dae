"""The page of the paper's tables: its figures, and beside each what the arms reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import mean

from paper_cases import CASES, PARAMETERS, ROBUST, Figures

from engine.media import MODALITIES

ARMS = {"sealed": "ours, sealed", "paper": "ours, unsealed", "authors": "authors' recipe"}
LONGER = ", in full"  # ends the name of a row that was fitted for longer than the others, on a processor
Found = Callable[[Figures], Figures]  # the measures of a table's row among those of an arm
COVER = {"image": ("psnr", "rmse"), "audio": ("snr", "mae"), "video": ("psnr", "apd"), "shape": ("iou", "chamfer")}
TABLE_2 = {  # cover: a row for each secret, in the order image, audio, video, shape
    "image": ((62.34, 0.204), (63.16, 0.179), (56.18, 0.408), (92.95, 0.000)),
    "audio": ((32.63, 0.599), (41.42, 0.268), (27.20, 0.931), (23.12, 1.403)),
    "video": ((35.26, 3.315), (34.69, 3.574), (41.26, 1.532), (38.54, 2.244)),
}
TABLE_7 = {"image": 33.7483, "audio": 33.5438, "video": 33.8276}  # of 40.1 before, SSIM 0.9821
INT8_SSIM = {"image": 0.9554, "audio": 0.9529, "video": 0.9583}
SECRET_ORDER = ("image", "audio", "video", "shape")


def page(kept: dict[str, Figures]) -> str:
    """All tables of the rows there are; rows not carried out are left open."""
    usual = {case: row for case, row in kept.items() if case in CASES}
    longer = {case: row for case, row in kept.items() if case.endswith(LONGER)}
    sections = [_head(usual), *_tables(usual), _curve(usual), *_longer(longer)]
    return "\n".join(section for section in sections if section)


def _head(kept: dict[str, Figures]) -> str:
    devices = sorted({row["device"] for row in kept.values()})
    extents = sorted({row["extent"] for row in kept.values()})
    seconds = [sum(row["sealed"]["stages"]) for row in kept.values()] or [0.0]
    full = (
        ""
        if any(extent.startswith("fine") for extent in extents)
        else " The full run on a graphics card (`--device cuda --full`) is open."
    )
    return (
        "# The paper's tables\n\n"
        f"Made by `paper_tables.py` (steps of the recipe {'; '.join(extents)}) on {'; '.join(devices)}.\n\n"
        f"The paper's network: {PARAMETERS:,} parameters for an image. A whole hide took {min(seconds):.0f} to"
        f" {max(seconds):.0f} seconds (of processor time, on a processor), and the authors' recipe got the same for"
        " each of its fits. What is measured is what comes out of the written file, in whole steps of colour; 200 dB"
        " are no difference at all."
        f" {len(kept)} of {len(CASES)} rows were carried out; the others say open.{full}\n"
    )


def _tables(kept: dict[str, Figures]) -> Iterator[str]:
    one = "audio + video in image"
    yield _table(kept, "Table 1: sound and video in one image", [
        ("sound", one, _secret(0), ("snr", "mae"), (37.56, 0.314)),
        ("video", one, _secret(1), ("psnr", "apd"), (41.45, 1.349)),
        ("cover", one, _cover, ("psnr", "rmse"), (39.26, 2.95)),
    ])  # fmt: skip
    for cover in MODALITIES:
        theirs = TABLE_2.get(cover, ((None, None),) * 4)
        rows = [
            (f"{s} in {cover}", f"{s} in {cover}", _cover, COVER[cover], given)
            for s, given in zip(SECRET_ORDER, theirs, strict=True)
        ]
        yield _table(kept, f"Table 2: what the file shows, {cover} as cover", rows)
    yield _table(kept, "The secrets of Table 2 (the paper gives them in an appendix)", [
        (f"{s} in {c}", f"{s} in {c}", _secret(0), COVER[s], (None, None)) for s in SECRET_ORDER for c in MODALITIES
    ])  # fmt: skip
    yield _table(kept, "Table 3: image in image", [
        ("secret", "image in image", _secret(0), ("psnr", "ssim", "mae", "rmse"), (45.84, 0.988, 1.084, 1.326)),
        ("cover", "image in image", _cover, ("psnr", "ssim", "mae", "rmse"), (62.34, 0.999, 0.153, 0.204)),
    ])  # fmt: skip
    yield _table(kept, "Table 5: several images in one", [
        (f"{n} images, {what}", f"{n} images in image", found, ("psnr", "rmse"), given)
        for n, what, found, given in (
            (3, "cover", _cover, (62.31, 0.204)), (3, "secrets", _secrets, (43.67, 1.642)),
            (4, "cover", _cover, (62.58, 0.153)), (4, "secrets", _secrets, (41.86, 2.059)),
        )
    ])  # fmt: skip
    sizes = sorted({kept[case]["sealed"]["parameters"] for case in kept if CASES[case][1] == "image"})
    yield (
        "## Table 6: size\n\n| | paper | ours |\n|---|---|---|\n| parameters | 0.40 M | "
        + " ".join(f"{size:,}" for size in sizes)
        + " |\n"
    )
    yield _table_7(kept)


def _cover(arm: Figures) -> Figures:
    return arm["cover"]


def _secret(index: int) -> Found:
    return lambda arm: arm["secrets"][index]


def _secrets(arm: Figures) -> Figures:
    return {name: mean(s[name] for s in arm["secrets"]) for name in arm["secrets"][0]}


def _table(kept: dict[str, Figures], title: str, rows: list[tuple[str, str, Found, tuple[str, ...], tuple]]) -> str:
    names = "; ".join(
        " / ".join(n.upper() if n != "chamfer" else n for n in names) for names in {r[3]: 0 for r in rows}
    )
    lines = [f"## {title}", "", names, "", "| | paper | " + " | ".join(ARMS.values()) + " |", "|---|---|---|---|---|"]
    for label, case, found, measures, given in rows:
        cells = [_figures(dict(zip(measures, given, strict=True)), measures)]
        for arm in ARMS:
            cells.append(_figures(found(kept[case][arm]), measures) if arm in kept.get(case, {}) else "open")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _figures(values: Figures, measures: tuple[str, ...]) -> str:
    if values[measures[0]] is None:
        return "not given"
    return " / ".join(f"{values[m]:.2f}" if m in ("psnr", "snr") else f"{values[m]:.3f}" for m in measures)


def _longer(kept: dict[str, Figures]) -> Iterator[str]:
    """Rows as far as a processor comes with patience, one core; the paper's figures are in the tables above."""
    for case, row in kept.items():
        found = row["sealed"]
        measured = ("psnr", "ssim", "mae", "rmse")
        secret, cover = (_figures(part, measured) for part in (found["secrets"][0], found["cover"]))
        yield (
            f"## {case[0].upper()}{case[1:]}, sealed\n\n"
            f"{row['device']}: {sum(found['stages']):.0f} seconds of one core. PSNR / SSIM / MAE / RMSE:"
            f" secret **{secret}**, cover **{cover}**.\n\n"
            "| seconds of the cover | " + " | ".join(f"{s:.0f}" for s, _ in found["curve"]) + " |\n"
            "|---|" + "---|" * len(found["curve"]) + "\n"
            "| PSNR | " + " | ".join(f"{q:.1f}" for _, q in found["curve"]) + " |\n"
        )


def _table_7(kept: dict[str, Figures]) -> str:
    """An image's secret before and after another program stored all weights in int8, and stored so by ours."""
    lines = [
        "## Table 7: the secret after int8",
        "",
        "PSNR / SSIM before -> after another program turned every tensor to int8; the last column is our own quarter"
        " storage, int8 from the start.",
        "",
        "| cover | paper | " + " | ".join(ARMS.values()) + " | ours, quarter storage |",
        "|---|---|---|---|---|---|",
    ]
    for case in ROBUST:
        cover = CASES[case][1]
        cells = [f"40.1 / 0.982 -> {TABLE_7[cover]:.2f} / {INT8_SSIM[cover]:.3f}"]
        for arm in (*ARMS, "quarter"):
            found = kept.get(case, {}).get(arm)
            states = [found, found["int8"]] if found and arm in ARMS else [found] if found else []
            cells.append(" -> ".join(_figures(f["secrets"][0], ("psnr", "ssim")) for f in states) or "open")
        lines.append(f"| {cover} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _curve(kept: dict[str, Figures]) -> str:
    """How the cover of the image in an image came into focus."""
    row = kept.get("image in image", {})
    lines = [
        "## Image in image: the cover while it is fitted",
        "",
        "PSNR in dB of the network itself, before colours",
        "",
    ]
    for arm in ("sealed", "paper"):
        if arm not in row:
            continue
        points = row[arm]["curve"]
        lines += [
            f"| {ARMS[arm]}, seconds | " + " | ".join(f"{s:.0f}" for s, _ in points) + " |",
            "|---|" + "---|" * len(points),
            "| PSNR | " + " | ".join(f"{d:.1f}" for _, d in points) + " |",
            "",
        ]
    return "\n".join(lines)

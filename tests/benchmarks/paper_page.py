"""The page with the paper's tables: the paper's figures beside those of our arms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import mean

from paper_cases import CASES, PARAMETERS, ROBUST, Figures

from engine.media import MODALITIES

ARMS = {"sealed": "ours, sealed", "paper": "ours, unsealed", "authors": "authors' recipe"}
FULL_FIT = ", in full"  # suffix of a row that was fitted in full on a CPU
Selector = Callable[[Figures], Figures]  # picks the metrics of a table's row from an arm's figures
COVER = {"image": ("psnr", "rmse"), "audio": ("snr", "mae"), "video": ("psnr", "apd"), "shape": ("iou", "chamfer")}
TABLE_2 = {  # by cover; for the secrets image, audio, video, shape
    "image": ((62.34, 0.204), (63.16, 0.179), (56.18, 0.408), (92.95, 0.000)),
    "audio": ((32.63, 0.599), (41.42, 0.268), (27.20, 0.931), (23.12, 1.403)),
    "video": ((35.26, 3.315), (34.69, 3.574), (41.26, 1.532), (38.54, 2.244)),
}
TABLE_7 = {"image": 33.7483, "audio": 33.5438, "video": 33.8276}  # of 40.1 before, SSIM 0.9821
INT8_SSIM = {"image": 0.9554, "audio": 0.9529, "video": 0.9583}
SECRET_ORDER = ("image", "audio", "video", "shape")


def page(results: dict[str, Figures]) -> str:
    """All tables; rows without figures are left open."""
    table_rows = {case: row for case, row in results.items() if case in CASES}
    full = {case: row for case, row in results.items() if case.endswith(FULL_FIT)}
    sections = [_head(table_rows), *_tables(table_rows), _curve(table_rows), *_full_fits(full)]
    return "\n".join(section for section in sections if section)


def _head(results: dict[str, Figures]) -> str:
    devices = sorted({row["device"] for row in results.values()})
    extents = sorted({row["extent"] for row in results.values()})
    seconds = [sum(row["sealed"]["stages"]) for row in results.values()] or [0.0]
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
        f" {len(results)} of {len(CASES)} rows were carried out; the others say open.{full}\n"
    )


def _tables(results: dict[str, Figures]) -> Iterator[str]:
    one = "audio + video in image"
    yield _table(results, "Table 1: sound and video in one image", [
        ("sound", one, _secret(0), ("snr", "mae"), (37.56, 0.314)),
        ("video", one, _secret(1), ("psnr", "apd"), (41.45, 1.349)),
        ("cover", one, _cover, ("psnr", "rmse"), (39.26, 2.95)),
    ])  # fmt: skip
    for cover in MODALITIES:
        theirs = TABLE_2.get(cover, ((None, None),) * 4)
        rows = [
            (f"{s} in {cover}", f"{s} in {cover}", _cover, COVER[cover], figures)
            for s, figures in zip(SECRET_ORDER, theirs, strict=True)
        ]
        yield _table(results, f"Table 2: what the file shows, {cover} as cover", rows)
    yield _table(results, "The secrets of Table 2 (the paper gives them in an appendix)", [
        (f"{s} in {c}", f"{s} in {c}", _secret(0), COVER[s], (None, None)) for s in SECRET_ORDER for c in MODALITIES
    ])  # fmt: skip
    yield _table(results, "Table 3: image in image", [
        ("secret", "image in image", _secret(0), ("psnr", "ssim", "mae", "rmse"), (45.84, 0.988, 1.084, 1.326)),
        ("cover", "image in image", _cover, ("psnr", "ssim", "mae", "rmse"), (62.34, 0.999, 0.153, 0.204)),
    ])  # fmt: skip
    yield _table(results, "Table 5: several images in one", [
        (f"{n} images, {role}", f"{n} images in image", selector, ("psnr", "rmse"), figures)
        for n, role, selector, figures in (
            (3, "cover", _cover, (62.31, 0.204)), (3, "secrets", _secrets, (43.67, 1.642)),
            (4, "cover", _cover, (62.58, 0.153)), (4, "secrets", _secrets, (41.86, 2.059)),
        )
    ])  # fmt: skip
    sizes = sorted({results[case]["sealed"]["parameters"] for case in results if CASES[case][1] == "image"})
    yield (
        "## Table 6: size\n\n| | paper | ours |\n|---|---|---|\n| parameters | 0.40 M | "
        + " ".join(f"{size:,}" for size in sizes)
        + " |\n"
    )
    yield _table_7(results)


def _cover(arm: Figures) -> Figures:
    return arm["cover"]


def _secret(index: int) -> Selector:
    return lambda arm: arm["secrets"][index]


def _secrets(arm: Figures) -> Figures:
    return {name: mean(s[name] for s in arm["secrets"]) for name in arm["secrets"][0]}


def _table(
    results: dict[str, Figures], title: str, rows: list[tuple[str, str, Selector, tuple[str, ...], tuple]]
) -> str:
    names = "; ".join(
        " / ".join(n.upper() if n != "chamfer" else n for n in names) for names in {r[3]: 0 for r in rows}
    )
    lines = [f"## {title}", "", names, "", "| | paper | " + " | ".join(ARMS.values()) + " |", "|---|---|---|---|---|"]
    for label, case, select, measures, figures in rows:
        cells = [_figures(dict(zip(measures, figures, strict=True)), measures)]
        for arm in ARMS:
            cells.append(_figures(select(results[case][arm]), measures) if arm in results.get(case, {}) else "open")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _figures(values: Figures, measures: tuple[str, ...]) -> str:
    if values[measures[0]] is None:
        return "not given"
    return " / ".join(f"{values[m]:.2f}" if m in ("psnr", "snr") else f"{values[m]:.3f}" for m in measures)


def _full_fits(results: dict[str, Figures]) -> Iterator[str]:
    """Rows that were fitted in full on one core of a CPU; the paper's figures are in the tables above."""
    for case, row in results.items():
        sealed = row["sealed"]
        measures = ("psnr", "ssim", "mae", "rmse")
        secret, cover = (_figures(values, measures) for values in (sealed["secrets"][0], sealed["cover"]))
        yield (
            f"## {case[0].upper()}{case[1:]}, sealed\n\n"
            f"{row['device']}: {sum(sealed['stages']):.0f} seconds of one core. PSNR / SSIM / MAE / RMSE:"
            f" secret **{secret}**, cover **{cover}**.\n\n"
            "| seconds of the cover | " + " | ".join(f"{s:.0f}" for s, _ in sealed["curve"]) + " |\n"
            "|---|" + "---|" * len(sealed["curve"]) + "\n"
            "| PSNR | " + " | ".join(f"{q:.1f}" for _, q in sealed["curve"]) + " |\n"
        )


def _table_7(results: dict[str, Figures]) -> str:
    """An image as secret: before and after another program quantised all weights, and in our quarter storage."""
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
            figures = results.get(case, {}).get(arm)
            states = [figures, figures["int8"]] if figures and arm in ARMS else [figures] if figures else []
            cells.append(" -> ".join(_figures(f["secrets"][0], ("psnr", "ssim")) for f in states) or "open")
        lines.append(f"| {cover} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _curve(results: dict[str, Figures]) -> str:
    """The quality of the cover during its fit, for an image in an image."""
    row = results.get("image in image", {})
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

"""A real window: the libraries that bootstrap installs are enough for one."""

from __future__ import annotations

import pytest


@pytest.mark.xvfb
def test_a_window_opens_on_a_display(qtbot) -> None:
    from PySide6.QtWidgets import QApplication, QLabel

    window = QLabel("Undersong")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert QApplication.platformName() == "xcb"
    assert window.windowHandle().screen().depth() == 24


@pytest.mark.xvfb
@pytest.mark.usefixtures("qapp")
def test_a_shape_is_drawn_on_a_display() -> None:
    import pyvista

    plotter = pyvista.Plotter(off_screen=True, window_size=(64, 64))
    plotter.add_mesh(pyvista.Sphere(), color="red")
    picture = plotter.screenshot(return_img=True)
    plotter.close()
    assert picture.std() > 10

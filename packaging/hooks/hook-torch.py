"""torch in the frozen program: its libraries and what is imported of its code, in place of PyInstaller's own hook.

That one brings all of torch: headers, tests, and the source of every module, of which the program never uses half.
"""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs

module_collection_mode = "pyz+py"  # some of its modules read their own source when they are imported
hiddenimports = ["torch._dynamo"]  # found by name only, the first time an optimiser or a graph asks for it
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
binaries += collect_data_files("torch", includes=["bin/torch_shm_manager"])  # torch does not start without it
# Links beside the program would make torch look for its other libraries there.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]

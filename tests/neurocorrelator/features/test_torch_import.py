"""Torch comes the same way as by a plain import, also where its libraries are elsewhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys, threading
import neurocorrelator as nc
from neurocorrelator.features import torch_import
{before}
assert "torch" not in sys.modules
thread = threading.Thread(target=nc.import_torch)
thread.start()
thread.join()
import torch
assert torch.conv2d(torch.ones(1, 1, 4, 4), torch.ones(1, 1, 2, 2)).sum() == 36
nc.import_torch()
print(torch.__version__)
"""
ODD = "torch_import._LIBRARIES = ('libtorch_global_deps.so', '../__init__.py', 'libnowhere.so')"


@pytest.mark.parametrize("before", ["", ODD])
def test_in_a_thread_of_a_fresh_process(before: str) -> None:
    command = [sys.executable, "-c", PROGRAM.format(before=before)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert not done.stderr

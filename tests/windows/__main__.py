"""`python -m tests.windows [STEP ...]`: the steps of the trial in their order, or those named."""

import sys

from tests.windows import lab

STEPS = {"lab": lab.make}
for name in sys.argv[1:] or STEPS:
    STEPS[name]()

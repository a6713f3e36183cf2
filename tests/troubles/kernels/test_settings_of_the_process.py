"""nteract/papermill#316: cells change the folder, the variables or the limits of their process.

What holds for a kernel's process afterwards must not cost an answer: Python's documentation
describes each of these settings (`os`, `sys`, `warnings`, `signal`, `resource`).
"""

import pytest

SETTINGS = {
    "another folder": "import os, tempfile\nos.chdir(tempfile.mkdtemp())",
    "a folder that is gone": "import os, tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
    "    os.chdir(folder)",
    "no variables": "import os\nos.environ.clear()",
    "other variables": "import os\nos.environ.update(HOME='/nowhere', PATH='', LANG='de_DE')",
    "warnings are errors": "import warnings\nwarnings.filterwarnings('error')",
    "NumPy raises": "import numpy as np\nnp.seterr(all='raise')",
    "seeds": "import random\nimport numpy as np\nrandom.seed(0)\nnp.random.seed(0)",
    "little recursion": "import sys\nsys.setrecursionlimit(150)",
    "much recursion": "import sys\nsys.setrecursionlimit(10**6)",
    "no module path": "import sys\nsys.path.clear()",
    "modules taken out": "import sys\nfor name in [n for n in sys.modules if 'helpers' in n]:\n"
    "    del sys.modules[name]",
    "few files": "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))",
    "many open files": "opened = [open('/dev/null') for _ in range(5_000)]",
    "no collector": "import gc\ngc.disable()",
    "a tracer": "import sys\nsys.settrace(lambda *_: None)\nsys.setprofile(lambda *_: None)",
    "own hooks": "import sys\nsys.excepthook = sys.displayhook = None",
    "a thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()",
    "a pool that stays": "from concurrent.futures import ThreadPoolExecutor\n"
    "pool = ThreadPoolExecutor(4)\npool.submit(int).result()",
    "processes that stay": "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n"
    "        time.sleep(60)\n        os._exit(0)",
    "a fork that goes on": "import os\nif os.fork() == 0:\n    print('the child')",
    "exit handlers": "import atexit, time\natexit.register(time.sleep, 60)",
    "logging": "import logging\nlogging.disable(50)\nlogging.getLogger().handlers.clear()",
    "an old NumPy": "import numpy as np\nnp.float, np.int, np.bool8 = float, int, np.bool_",
    "other clocks": "import time\ntime.sleep = lambda _: None\ntime.time = time.perf_counter",
    "descriptors closed": "import os\nfor number in (0, 1, 2):\n    os.close(number)",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_cells_below_count(setting, full_points):
    full_points(first=[SETTINGS[setting], "later = 1"], needs="later == 1")

"""jupyter/notebook#2080: a function of the notebook's own is sent to other processes.

Pickle finds it only if the notebook is the module ``__main__``, as it is in a kernel.
"""

import pytest

SQUARE = "def square(x):\n    return x * x\n"
WAYS = {
    "a pool": "from multiprocessing import Pool\nwith Pool(2) as pool:\n"
    "    squares = pool.map(square, range(3))",
    "a pool of futures": "from concurrent.futures import ProcessPoolExecutor\n"
    "with ProcessPoolExecutor(2) as pool:\n    squares = list(pool.map(square, range(3)))",
    "a pool of joblib": "from joblib import Parallel, delayed\n"
    "squares = Parallel(2, backend='multiprocessing')(delayed(square)(x) for x in range(3))",
    "a queue": "import multiprocessing\nqueue = multiprocessing.Queue()\n"
    "def work(queue):\n    queue.put([square(x) for x in range(3)])\n"
    "process = multiprocessing.Process(target=work, args=(queue,))\nprocess.start()\n"
    "squares = queue.get()\nprocess.join()",
    "a start method": "import multiprocessing\n"
    "multiprocessing.set_start_method('fork', force=True)\n"
    "with multiprocessing.Pool(2) as pool:\n    squares = pool.map(square, range(3))",
    "threads": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(2) as pool:\n    squares = list(pool.map(square, range(3)))",
    "another program": "import subprocess, sys\n"
    "squares = [int(subprocess.check_output([sys.executable, '-c', f'print({square(x)})']))\n"
    "           for x in range(3)]",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_function_of_the_notebook_runs_in_another_process(way, full_points):
    full_points(above=SQUARE + WAYS[way], needs="squares == [0, 1, 4]")


def test_an_answer_itself_may_use_a_pool(full_points):
    code = SQUARE + "from multiprocessing import Pool\ndef ok():\n"
    code += "    with Pool(2) as pool:\n        return pool.map(square, range(3)) == [0, 1, 4]\n"
    full_points(above=code, needs="ok()")

"""ipython/ipython#384: objects of the notebook's own classes are pickled and copied."""

import pytest

CLASS = "import pickle\nclass Step:\n    reward = 1.5\n"
WAYS = {
    "pickle": "copy = pickle.loads(pickle.dumps(Step()))",
    "a file": "with open('step.pkl', 'wb') as file:\n    pickle.dump(Step(), file)\n"
    "with open('step.pkl', 'rb') as file:\n    copy = pickle.load(file)",
    "cloudpickle": "import cloudpickle\ncopy = pickle.loads(cloudpickle.dumps(Step()))",
    "an import": "from __main__ import Step as Same\ncopy = Same()",
    "a deep copy": "import copy as copies\ncopy = copies.deepcopy(Step())",
}


@pytest.mark.parametrize("way", WAYS)
def test_an_object_comes_back(way, full_points):
    full_points(above=CLASS + WAYS[way], needs="copy.reward == 1.5 and type(copy) is Step")


def test_the_notebook_is_the_main_module(full_points):
    code = "import sys\nmine = 7\nif __name__ == '__main__':\n    started = True"
    full_points(above=code, needs="started and sys.modules['__main__'].mine == 7")

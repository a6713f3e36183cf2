"""phreakyphoenix/MXNet-GluonCV-AWS-Coursera#1: a grader has no ``google.colab``.

Its functions do nothing. What follows from their results must not cost the answer either.
"""

import pytest

HABITS = {
    "drive": "from google.colab import drive\ndrive.mount('/content/drive', force_remount=True)",
    "files": "from google.colab import files\nuploaded = files.upload()\n"
    "for name in uploaded.keys():\n    print(name, len(uploaded[name]))\nfiles.download('x.txt')",
    "keys": "from google.colab import userdata\nkey = userdata.get('KEY')",
    "output": "from google.colab import output\noutput.enable_custom_widget_manager()",
    "form": "steps = 3 #@param {type: 'integer'}\n#@title A form",
    "folder": "import os\nos.chdir('/content/drive/MyDrive/course')",
    "magic folder": "%cd /content/drive/MyDrive/course\n!ls /content",
    "path": "import sys\nsys.path.append('/content/drive/MyDrive')",
    "data": "rewards = open('/content/sample_data/rewards.csv').read()",
    "restart": "from google.colab import runtime\nruntime.unassign()",
    "version": "%tensorflow_version 2.x",
    "secrets": "from kaggle_secrets import UserSecretsClient\nUserSecretsClient().get_secret('x')",
    "kaggle folder": "import os\nfor folder, *_ in os.walk('/kaggle/input'):\n    print(folder)",
    "is it colab": "import sys\nif 'google.colab' in sys.modules:\n    raise RuntimeError",
    "display": "!Xvfb :1 &\nimport os\nos.environ['DISPLAY'] = ':1'",
}


@pytest.mark.parametrize("habit", HABITS)
def test_the_answer_below_counts(habit, full_points):
    full_points(above=HABITS[habit])


def test_the_answers_in_other_cells_count(full_points):
    full_points(first=list(HABITS.values()))

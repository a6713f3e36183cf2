"""ipython/ipython#11249: cells use what only a session has, such as ``_``, ``In`` and sources."""


def test_the_value_of_the_cell_above(full_points):
    full_points(first=["40 + 2", "answer = _"], needs="answer == 42 and 42 in Out.values()")


def test_a_numbered_value(full_points):
    full_points(first=["40 + 2", "same = _1"], needs="same == 42")


def test_what_was_typed(full_points):
    full_points(first=["first = 1", "typed = In[1]"], needs="typed == 'first = 1'")


def test_the_shell_itself(full_points):
    code = (
        "shell = get_ipython()\nresult = shell.run_cell('6 * 7').result\nshell.ex('seven = 7')\n"
        "shell.push({'eight': 8})\nshell.run_line_magic('matplotlib', 'inline')\n"
        "shell.magic('matplotlib inline')\n"
    )
    full_points(first=[code], needs="result == 42 and seven == 7 and eight == 8")


def test_the_source_of_a_function(full_points):
    code = "import inspect\ndef helper():\n    return 41 + 1\n"
    full_points(above=code, needs="'41 + 1' in inspect.getsource(helper)")

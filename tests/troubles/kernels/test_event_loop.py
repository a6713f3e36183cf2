"""spyder-ide/qtconsole#377: a kernel runs an event loop, in which cells await and start tasks."""

import pytest

TASK = "import asyncio\nasync def six():\n    return 6\n"
WAYS = {
    "await": "value = await six()",
    "gather": "value, _ = await asyncio.gather(six(), asyncio.sleep(0))",
    "a task": "task = asyncio.create_task(six())\nvalue = await task",
    "a future": "future = asyncio.ensure_future(six())\nvalue = await future",
    "the loop": "loop = asyncio.get_event_loop()\nvalue = await loop.create_task(six())",
    "the running loop": "loop = asyncio.get_running_loop()\nvalue = await loop.create_task(six())",
    "run": "value = asyncio.run(six())",
    "run, or else await": "try:\n    value = asyncio.run(six())\n"
    "except RuntimeError:\n    value = await six()",
    "nest_asyncio": "import nest_asyncio\nnest_asyncio.apply()\nvalue = asyncio.run(six())",
    "run until complete": "value = asyncio.get_event_loop().run_until_complete(six())",
    "a generator": "async def count():\n    for i in range(7):\n        yield i\n"
    "value = [i async for i in count()][-1]",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_coroutine_gives_its_value(way, full_points):
    full_points(above=TASK + WAYS[way], needs="value == 6")


def test_a_task_is_awaited_in_another_cell(full_points):
    cells = [TASK, "task = asyncio.create_task(six())", "value = await task"]
    full_points(first=cells, needs="value == 6")


def test_an_answer_runs_a_loop_of_its_own(full_points):
    full_points(above=TASK, needs="asyncio.run(six()) == 6")

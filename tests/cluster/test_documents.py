"""The files that docs/cluster.md names are valid, and the commands on the page work."""

import re
import shlex
import signal
import socket
import subprocess
import time

import psutil
import pytest
import yaml
from clusters import environment, finish_script, start_script

from grading.paths import ROOT

PAGE = ROOT / "docs" / "cluster.md"
FOLDER = ROOT / "docs" / "cluster"
RAY = re.search(r"^ray==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)[1]


def read(name):
    return yaml.safe_load((FOLDER / name).read_text())


def test_the_page_names_every_file_and_every_file_that_it_names_is_there():
    named = set(re.findall(r"\]\(cluster/([^)]+)\)", PAGE.read_text()))
    assert named == {path.name for path in FOLDER.iterdir()}


def test_the_launcher_file_passes_rays_own_preparation_and_schema():
    from ray.autoscaler._private.util import prepare_config, validate_config

    prepared = prepare_config(read("launcher.yaml"))
    validate_config(prepared)
    assert prepared["max_workers"] == len(prepared["provider"]["worker_ips"])


def test_a_launcher_file_with_a_misspelt_key_does_not_pass():
    import jsonschema
    from ray.autoscaler._private.util import prepare_config, validate_config

    with pytest.raises(jsonschema.ValidationError):
        validate_config(prepare_config(read("launcher.yaml") | {"setup_comands": []}))


def test_the_launcher_starts_ray_from_the_folder_that_it_copies():
    config = read("launcher.yaml")
    target, _ = config["file_mounts"]
    for line in config["head_start_ray_commands"] + config["worker_start_ray_commands"]:
        assert line.removeprefix("RAY_AUTH_MODE=token ").startswith(f"{target}/.venv/bin/ray ")
    assert config["setup_commands"] == [f"make -C {target} setup"]


def pods(manifest):
    spec = manifest["spec"]
    return [
        group["template"]["spec"] for group in [spec["headGroupSpec"], *spec["workerGroupSpecs"]]
    ]


def test_the_manifest_has_the_structure_of_a_ray_cluster():
    manifest = read("kuberay.yaml")
    assert (manifest["apiVersion"], manifest["kind"]) == ("ray.io/v1", "RayCluster")
    assert set(manifest) == {"apiVersion", "kind", "metadata", "spec"}
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", manifest["metadata"]["name"])
    spec = manifest["spec"]
    assert set(spec) == {"rayVersion", "authOptions", "headGroupSpec", "workerGroupSpecs"}
    assert spec["authOptions"] == {"mode": "token"}
    assert set(spec["headGroupSpec"]) == {"rayStartParams", "template"}
    for group in spec["workerGroupSpecs"]:
        assert set(group) == {
            "groupName",
            "replicas",
            "minReplicas",
            "maxReplicas",
            "rayStartParams",
            "template",
        }
        assert group["minReplicas"] <= group["replicas"] <= group["maxReplicas"]
    for group in [spec["headGroupSpec"], *spec["workerGroupSpecs"]]:
        assert all(isinstance(value, str) for value in group["rayStartParams"].values())
    for pod in pods(manifest):
        (container,) = pod["containers"]
        assert {"name", "image", "resources"} <= set(container)
        assert set(container["resources"]) == {"requests", "limits"}


def test_all_containers_run_one_image_with_the_ray_of_the_lock_file():
    manifest = read("kuberay.yaml")
    assert manifest["spec"]["rayVersion"] == RAY
    (image,) = {pod["containers"][0]["image"] for pod in pods(manifest)}
    assert image.endswith(f":{RAY}")
    assert f"-t {image} ." in (FOLDER / "Dockerfile").read_text()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_commands_of_the_page_start_a_cluster_of_two_nodes(tmp_path):
    port = str(free_port())
    own = environment() | {"HOME": str(tmp_path), "RAY_AUTH_MODE": "token"}
    page = PAGE.read_text().replace("6379", port)
    (token,) = re.findall(r"^(\.venv/bin/ray get-auth-token .*) >", page, re.MULTILINE)
    subprocess.run(shlex.split(token), cwd=ROOT, env=own, stdout=subprocess.DEVNULL, check=True)
    starts = re.findall(r"^\.venv/bin/ray start .*--block$", page, re.MULTILINE)
    assert len(starts) == 2
    count = """
for _ in range(300):
    if sum(node["Alive"] for node in ray.nodes()) == 2:
        break
    time.sleep(0.1)
print(json.dumps([len(ray.nodes()), ray.cluster_resources()["CPU"]]))
"""
    started = []
    try:
        for line in starts:
            log = tmp_path / f"{len(started)}.log"
            with open(log, "w") as file:
                started.append(
                    subprocess.Popen(
                        shlex.split(line),
                        cwd=ROOT,
                        env=own,
                        stdout=file,
                        stderr=subprocess.STDOUT,
                    )
                )
            wait_for(started[-1], log)
        address = f"127.0.0.1:{port}"
        script = start_script(count, "08_seeds_not_vectors", address, variables=own)
        assert finish_script(script) == [2, 2.0]
    finally:
        end(started)


def wait_for(process, log):
    """Wait until ``ray start`` reports that its node is running."""
    for _ in range(600):
        if "Ray runtime started" in log.read_text():
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def end(processes):
    """End these processes like Ctrl-C, and assert that none of their children is left."""
    roots = [psutil.Process(process.pid) for process in processes if process.poll() is None]
    family = [child for root in roots for child in root.children(recursive=True)]
    for process in reversed(processes):
        process.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(roots + family, timeout=30)
    names = [process.name() for process in alive]
    for process in alive:
        process.kill()
    assert not alive, names

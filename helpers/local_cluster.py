"""A Ray cluster of several nodes on one machine, to try out a cluster and the death of a node.

Each node has its own processes, object store and workers, as if it were a separate machine; only
the network between them is missing.
"""

import os

from helpers.ray_start import use_short_folder

MEBIBYTE = 2**20


class LocalCluster:
    """A cluster of Ray nodes on this machine; the first node is the head.

    Args:
        nodes: number of nodes.
        cpus: how many tasks each node may run at once.
        object_store_memory: bytes of shared memory for each node's objects.

    Use it as a context manager, or call `shutdown`. To join it, set ``RAY_ADDRESS`` to its
    `address` before calling ``start_ray()``.
    """

    def __init__(
        self, nodes: int = 2, cpus: int = 1, object_store_memory: int = 80 * MEBIBYTE
    ) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        use_short_folder()
        from ray.cluster_utils import Cluster

        settings = {"num_cpus": cpus, "object_store_memory": object_store_memory}
        self._cluster = Cluster(
            initialize_head=True, head_node_args={**settings, "include_dashboard": False}
        )
        self._nodes = [self._cluster.head_node]
        try:
            self._nodes += [self._cluster.add_node(**settings) for _ in range(nodes - 1)]
        except BaseException:
            self.shutdown()
            raise

    @property
    def address(self) -> str:
        """The address at which to join the cluster, ``host:port``."""
        return self._cluster.address

    @property
    def node_ids(self) -> list[str]:
        """Ray's ids of the nodes (``get_runtime_context().get_node_id()``), the head first."""
        return [node.node_id for node in self._nodes]

    def kill(self, number: int) -> None:
        """Kill all processes of a node at once, as if its power were cut.

        Args:
            number: index of the node; node 0 is the head and cannot be killed.

        Raises:
            ValueError: the node is the head.
        """
        if number == 0:
            raise ValueError("node 0 is the head: without it there is no cluster")
        self._cluster.remove_node(self._nodes[number], allow_graceful=False)

    def shutdown(self) -> None:
        """Shut down the nodes that are left."""
        self._cluster.shutdown()

    def __enter__(self) -> "LocalCluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

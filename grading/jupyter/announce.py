"""A server extension that prints, when all is ready, where JupyterLab is."""


def _load_jupyter_server_extension(server):
    """Does nothing yet: the port is not known before the server starts."""


async def _start_jupyter_server_extension(server):
    """Prints one line with an address to open, token and all."""
    page = server.default_url.lstrip("/")
    url = f"{server.connection_url}{page}?token={server.identity_provider.token}"
    print(f"JupyterLab is ready: {url}  (Ctrl-C stops it)", flush=True)

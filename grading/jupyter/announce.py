"""A server extension that prints JupyterLab's address when the server is ready."""


def _load_jupyter_server_extension(server):
    """Do nothing, because the port is not known before the server starts."""


async def _start_jupyter_server_extension(server):
    """Print one line with the address to open, including the token."""
    page = server.default_url.lstrip("/")
    url = f"{server.connection_url}{page}?token={server.identity_provider.token}"
    print(f"JupyterLab is ready: {url}  (Ctrl-C stops it)", flush=True)

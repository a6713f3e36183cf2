"""What is set for this clone and for one class: nbgrader's options, where its gradebook is, its seed.

Comes in: environment variables (``LWG_COURSE``, ``LWG_DATABASE``) and the class's own
``nbgrader_config.json``. Goes out: an environment for child processes, an address, a configuration.
This room must not know what a lesson or a hand-in looks like.
"""

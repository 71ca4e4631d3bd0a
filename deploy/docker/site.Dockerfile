# The site: web server, worker and beat are this one image with three commands.
FROM python:3.11-slim-bookworm AS build
RUN useradd --system --create-home --uid 10001 lms && mkdir /state /app && chown lms: /state /app
WORKDIR /app
USER lms
COPY --chown=lms:lms . .
# Optional parts: docker compose build --build-arg EXTRAS=xblocks.
ARG EXTRAS=""
# The same code that sets up a machine without Docker; it makes no secret.
RUN EXTRAS=$EXTRAS STATE_DIR=/state python -m lms.runtime image && rm -rf /state/env/boot /state/logs

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 lms
WORKDIR /app
COPY --from=build --chown=root:root /app /app
COPY --from=build --chown=lms:lms /state /state
RUN mkdir -p /state/media /state/run /state/hub && chown lms: /state/media /state/run /state/hub
ENV STATE_DIR=/state PATH=/state/env/site/bin:$PATH PYTHONUNBUFFERED=1
USER lms
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface=wsgi", "--host=0.0.0.0", "--port=8000", "--no-ws", "lms.wsgi:application"]

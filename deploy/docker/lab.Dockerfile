# One learner's server: JupyterLab and the packages of the labs, nothing of the site.
FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10003 lab && mkdir -p /opt/lab /home/lab/work \
    && chown -R lab: /opt/lab /home/lab/work
COPY requirements/boot.txt requirements/lab.txt /tmp/
RUN pip install -q --require-hashes -r /tmp/boot.txt
USER lab
RUN uv venv -q --clear /opt/lab \
    && uv pip sync -q --require-hashes --compile-bytecode --python /opt/lab/bin/python /tmp/lab.txt \
    && uv cache clean -q
# The hand-in button, the warnings, the Vietnamese settings: what the box of one machine shows too.
COPY jupyter /opt/jupyter
ENV PATH=/opt/lab/bin:$PATH
WORKDIR /home/lab/work
CMD ["python", "-I", "/opt/jupyter/lab_server.py"]

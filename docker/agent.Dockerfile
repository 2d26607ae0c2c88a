# The agent at a customer's site. Build from the top of the checkout: docker build -f docker/agent.Dockerfile .
# Mount the administrator's site file at /etc/dashwright/site.toml: in a container the page listens beyond loopback,
# which the agent refuses until that file names the hosts by which browsers reach it.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /checkout
COPY requirements/build.txt requirements/agent.txt requirements/
RUN python -m venv /opt/dashwright \
 && /opt/dashwright/bin/pip install --require-hashes --requirement requirements/agent.txt \
 && pip install --require-hashes --requirement requirements/build.txt
# only the folders that belong in: the image holds no compiler, no template engine and no code of the control plane
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY agent agent
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/dashwright/bin/pip install --no-deps /wheels/*.whl \
 && rm /opt/dashwright/bin/dashwright /opt/dashwright/bin/dashwright-server

FROM python:3.11.14-slim-bookworm
# FreeTDS: the driver for SQL Server that Debian itself maintains; `Driver=FreeTDS` in DASHWRIGHT_CONNECTION
RUN apt-get update \
 && apt-get install -y --no-install-recommends odbcinst tdsodbc unixodbc \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home dashwright \
 && install -d -o 10001 -g root -m 0750 /var/lib/dashwright
COPY --from=build /opt/dashwright /opt/dashwright
ENV PATH=/opt/dashwright/bin:$PATH PYTHONUNBUFFERED=1 \
    DASHWRIGHT_HOST=0.0.0.0 DASHWRIGHT_PORT=8600 \
    DASHWRIGHT_STATE_DIR=/var/lib/dashwright DASHWRIGHT_SITE_FILE=/etc/dashwright/site.toml
USER 10001
VOLUME /var/lib/dashwright
EXPOSE 8600
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"DASHWRIGHT_PORT\"]}/health', timeout=4)"]
CMD ["dashwright-agent", "run"]

# The control plane. Build from the top of the checkout: docker build -f docker/server.Dockerfile .
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /checkout
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN python -m venv /opt/dashwright \
 && /opt/dashwright/bin/pip install --require-hashes --requirement requirements/runtime.txt \
 && pip install --require-hashes --requirement requirements/build.txt
# only the folders that belong in: the image holds no compiler and no code of the agent
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY runtime runtime
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/dashwright/bin/pip install --no-deps /wheels/*.whl \
 && rm /opt/dashwright/bin/dashwright /opt/dashwright/bin/dashwright-agent

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home dashwright
COPY --from=build /opt/dashwright /opt/dashwright
ENV PATH=/opt/dashwright/bin:$PATH PYTHONUNBUFFERED=1 PORT=8000
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
CMD ["dashwright-server", "serve"]

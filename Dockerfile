# syntax=docker/dockerfile:1
# Two stages: the first has pip and the source, the second only the environment that came out of it.

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml constraints.txt LICENSE README.md ./
COPY src src
COPY plugins plugins
RUN python -m venv /opt/isuo \
 && /opt/isuo/bin/pip install --no-cache-dir --constraint constraints.txt '.[fast,otel,pdf]' ./plugins/*/

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data isuo
COPY --from=build /opt/isuo /opt/isuo
ENV PATH=/opt/isuo/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ISUO_BIND=0.0.0.0:8000 \
    ISUO_DATABASE_URL=sqlite:////data/isuo.db
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["isuo-graph"]
CMD ["serve"]

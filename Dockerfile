# headcount for a container: `docker compose up --detach` beside a headcount.toml (docs/schedule.md).
FROM python:3.13-slim AS built
WORKDIR /src
RUN python -m venv /opt/headcount
ENV PATH=/opt/headcount/bin:$PATH
# what changes seldom first, so that a change of code does not fetch it all again
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY headcount headcount
COPY collector collector
COPY parser parser
COPY storage storage
COPY reports reports
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
# every form of the word lists, built once here and not at each start
RUN XDG_CACHE_HOME=/opt/cache headcount explain "Требуются 5 сварщиков" > /dev/null \
    && chmod -R a+rX /opt/cache

FROM python:3.13-slim
RUN groupadd --gid 10001 headcount \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin headcount \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=built /opt/headcount /opt/headcount
COPY --from=built --chown=10001:10001 /opt/cache /opt/cache
ENV PATH=/opt/headcount/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/opt/cache \
    HEADCOUNT_CONFIG=/data/headcount.toml
USER 10001:10001
WORKDIR /data
VOLUME /data
ENTRYPOINT ["headcount"]
CMD ["watch"]

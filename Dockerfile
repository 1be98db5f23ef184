# One image, three commands (web, worker, beat). Its build steps are those of `make setup`. The worker that trains the
# probability of leads is built with ML=requirements-ml.txt; no other process needs those packages.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
RUN useradd --system --user-group --home-dir /srv/tandem --shell /usr/sbin/nologin tandem \
 && mkdir -p /srv/tandem /data && chown tandem:tandem /data && chmod 700 /data
WORKDIR /srv/tandem

ARG ML=
COPY requirements.txt requirements-demo.txt requirements-ml.txt ./
RUN python -m pip --disable-pip-version-check --no-input install -r requirements-demo.txt ${ML:+-r $ML}

COPY manage.py pyproject.toml ./
COPY config config
COPY core core
COPY accounts accounts
COPY crm crm
COPY leads leads
COPY debrief debrief
COPY incentives incentives
COPY templates templates
COPY static static
COPY locale locale
RUN python -m config.assets

ENV APP_ENV=prod APP_DATA_DIR=/data
VOLUME /data
USER tandem
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "config.wsgi"]

"""boto3 with its default settings, as a driver of the comparison.

Reads each command as a line of JSON from stdin, and writes each result as a line of JSON to stdout.
Commands run at the same time.
"""

import concurrent.futures
import functools
import io
import json
import logging
import os
import sys
import threading
import traceback

import boto3
import botocore
import botocore.exceptions

building = threading.Lock()
writing = threading.Lock()


@functools.lru_cache(maxsize=None)
def build(url, has_credentials):
    keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"} if has_credentials else {}
    session = boto3.session.Session(region_name="eu-central-1", **keys)
    return session.client("connectparticipant", endpoint_url=url)


def method(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)[1:]


def call(url, operation, input, has_credentials=True):
    try:
        with building:
            client = build(url, has_credentials)
        output = getattr(client, method(operation))(**input)
    except Exception as error:
        # An error without a response has no such attribute, or `None`.
        response = getattr(error, "response", None) or {}
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        return {"error": type(error).__name__, "status": status, "message": str(error)}
    return {"id": output.get("Id")}


def log(url, operation, input):
    """Makes a call, and returns what boto3 logs at the level DEBUG."""
    text = io.StringIO()
    logger = logging.getLogger("botocore")
    logger.addHandler(logging.StreamHandler(text))
    logger.setLevel(logging.DEBUG)
    call(url, operation, input)
    logger.setLevel(logging.NOTSET)
    return {"text": text.getvalue()}


def call_without_credentials(url, operation, input):
    return call(url, operation, input, has_credentials=False)


actions = {"call": call, "call_without_credentials": call_without_credentials, "log": log}


def run(id, do, session, **command):
    try:
        write({"of": id, **actions[do](**command)})
    except BaseException:
        # An error of the driver itself. Without a result, the call would wait forever.
        traceback.print_exc()
        os._exit(1)


def write(line):
    with writing:
        print(json.dumps(line), flush=True)


write({"version": f"{boto3.__version__} with botocore {botocore.__version__}"})
with concurrent.futures.ThreadPoolExecutor(200) as threads:
    for line in sys.stdin:
        threads.submit(run, **json.loads(line))

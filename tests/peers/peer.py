"""boto3 as a peer: a line of JSON for each call on stdin, a line of JSON for each outcome on stdout."""

import functools
import json
import sys
import urllib.error
import urllib.request

import boto3
import botocore.config
import botocore.exceptions


@functools.lru_cache(maxsize=4)
def client(url, max_attempts, validates):
    # No region and no key is asked for anything: the service is on a loopback port.
    return boto3.client(
        "connectparticipant",
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
        config=botocore.config.Config(
            parameter_validation=validates,
            retries={"mode": "standard", "total_max_attempts": max_attempts},
        ),
    )


def method(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)[1:]


def call(url, operation, input, max_attempts, validates):
    try:
        output = getattr(client(url, max_attempts, validates), method(operation))(**input)
    except botocore.exceptions.ClientError as error:
        return {
            "error": type(error).__name__,
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
            "message": error.response["Error"].get("Message"),
        }
    except Exception as error:
        return {"error": type(error).__name__, "status": None, "message": str(error)}
    del output["ResponseMetadata"]
    return {"output": output}


def exchange(method, url, headers, body):
    data = None if body is None else body.encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return {"status": answer.status, "headers": headers, "body": answer.read().decode()}


def tell(line):
    print(json.dumps(line), flush=True)


tell({"name": "boto3", "version": boto3.__version__})
for line in sys.stdin:
    asked = json.loads(line)
    tell(exchange(**asked["exchange"]) if "exchange" in asked else call(**asked["call"]))

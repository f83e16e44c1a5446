"""boto3 as a peer.

Reads each request as a line of JSON from stdin, and writes each result as a line of JSON to stdout.
"""

import functools
import json
import sys
import urllib.error
import urllib.request

import boto3
import botocore.config
import botocore.exceptions


@functools.lru_cache(maxsize=4)
def client(url, max_attempts, validate):
    # boto3 requires a region and credentials. The local service ignores them.
    return boto3.client(
        "connectparticipant",
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
        config=botocore.config.Config(
            parameter_validation=validate,
            retries={"mode": "standard", "total_max_attempts": max_attempts},
        ),
    )


def method(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)[1:]


def call(url, operation, input, max_attempts, validate):
    try:
        output = getattr(client(url, max_attempts, validate), method(operation))(**input)
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
        response = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return {"status": response.status, "headers": headers, "body": response.read().decode()}


def write_line(line):
    print(json.dumps(line), flush=True)


write_line({"name": "boto3", "version": boto3.__version__})
for line in sys.stdin:
    request = json.loads(line)
    if "exchange" in request:
        write_line(exchange(**request["exchange"]))
    else:
        write_line(call(**request["call"]))

"""Prints the endpoint that boto3 finds in the environment of this process, or its error."""

import sys

import boto3

try:
    client = boto3.client("connectparticipant", aws_access_key_id="a", aws_secret_access_key="b")
    print(client.meta.endpoint_url)
except Exception as error:
    print(f"error: {type(error).__name__}: {error}".splitlines()[0])
    sys.exit(0)

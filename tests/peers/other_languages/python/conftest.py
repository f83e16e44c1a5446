"""A local service for all tests, and a chat for each of them."""

import json
import subprocess
import urllib.request

import boto3
import pytest


class LocalService:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            ["connect-participant-local", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a line for each request
            text=True,
        )
        # The program prints this line when it listens.
        self.url = json.loads(self.process.stdout.readline())["url"]

    def control(self, method, path, **body):
        data = json.dumps(body).encode() if body else None
        url = f"{self.url}/_local{path}"
        request = urllib.request.Request(url, data=data, method=method)
        with urllib.request.urlopen(request) as response:
            return json.load(response)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Chat:
    def __init__(self, service):
        self.service = service
        roles = ["CUSTOMER", "CUSTOM_BOT"]
        chat = service.control("POST", "/chats", participants=roles)
        self.contact_id = chat["contactId"]
        self.customer, self.bot = chat["participants"]

    def customer_says(self, text):
        customer = f"participants/{self.customer['participantId']}"
        path = f"/chats/{self.contact_id}/{customer}/say"
        self.service.control("POST", path, content=text)

    def said(self):
        transcript = self.service.control("GET", f"/chats/{self.contact_id}/transcript")
        items = [item for item in transcript["items"] if item["Type"] == "MESSAGE"]
        return [f"{item['ParticipantRole']}: {item['Content']}" for item in items]


@pytest.fixture(scope="session")
def local_service():
    service = LocalService()
    yield service
    service.stop()


@pytest.fixture
def service(local_service):
    yield local_service
    local_service.control("DELETE", "/faults")


@pytest.fixture
def chat(service):
    return Chat(service)


@pytest.fixture
def client(service):
    return boto3.client(
        "connectparticipant",
        endpoint_url=service.url,
        region_name="us-east-1",
        # boto3 requires credentials. The local service accepts any.
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )

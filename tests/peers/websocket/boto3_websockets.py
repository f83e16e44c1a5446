"""boto3 with the library `websockets`, as a customer and as an agent who listen.

    boto3_websockets.py URL

URL is that of the program `connect-participant-local`. The process ends with status 1 if a check
fails.
"""

import contextlib
import datetime
import json
import sys
import urllib.request

import boto3
import botocore.config
import websockets
from websockets.sync.client import connect

URL = sys.argv[1]
WAIT = 30
EVENT = "application/vnd.amazonaws.connect.event."
SUBSCRIBE = {"topic": "aws/subscribe", "content": {"topics": ["aws/chat"]}}

service = boto3.client(
    "connectparticipant",
    endpoint_url=URL,
    region_name="eu-central-1",
    aws_access_key_id="none",
    aws_secret_access_key="none",
    config=botocore.config.Config(retries={"mode": "standard", "total_max_attempts": 1}),
)
# The open websockets.
sockets = contextlib.ExitStack()
checks = 0


def check(name, is_true, found=None):
    global checks
    if not is_true:
        sys.exit(f"failed: {name}: {found!r}")
    checks += 1


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{URL}/_local{path}", data=data, method=method)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def refused(url):
    """Returns the status with which a handshake is refused, or None."""
    try:
        with connect(url, open_timeout=WAIT):
            return None
    except websockets.exceptions.InvalidStatus as error:
        return error.response.status_code


class Participant:
    """A participant with a websocket."""

    def __init__(self, participant, **connection):
        self.id = participant["participantId"]
        output = service.create_participant_connection(
            ParticipantToken=participant["participantToken"],
            Type=["WEBSOCKET", "CONNECTION_CREDENTIALS"],
            **connection,
        )
        self.token = output["ConnectionCredentials"]["ConnectionToken"]
        self.url = output["Websocket"]["Url"]
        self.expiry = output["Websocket"]["ConnectionExpiry"]
        self.socket = self.open()

    def open(self):
        socket = sockets.enter_context(connect(self.url, open_timeout=WAIT))
        socket.send(json.dumps(SUBSCRIBE))
        response = json.loads(socket.recv(WAIT))
        success = {"status": "success", "topics": ["aws/chat"]}
        check("subscribed", response == {"topic": "aws/subscribe", "content": success}, response)
        return socket

    def item(self, socket=None):
        frame = json.loads((socket or self.socket).recv(WAIT))
        is_item = (frame["topic"], frame["contentType"]) == ("aws/chat", "application/json")
        check("an item", is_item, frame)
        return json.loads(frame["content"])

    def nothing(self):
        """Checks that nothing comes before the response to a heartbeat."""
        self.socket.send('{"topic":"aws/heartbeat"}')
        frame = json.loads(self.socket.recv(WAIT))
        check("a heartbeat", frame == {"topic": "aws/heartbeat"}, frame)

    def say(self, content, **options):
        return service.send_message(
            ConnectionToken=self.token, ContentType="text/plain", Content=content, **options
        )

    def event(self, name, **options):
        return service.send_event(ConnectionToken=self.token, ContentType=EVENT + name, **options)


def a_conversation():
    chat = control("POST", "/chats", {"participants": ["AGENT"]})
    path = f"/chats/{chat['contactId']}"
    invited = control("POST", f"{path}/participants", {"role": "CUSTOMER", "invite": True})
    agent = Participant(chat["participants"][0])
    customer = Participant(invited)
    both = (agent, customer)
    joined = agent.item()
    check("joined", joined["ContentType"] == EVENT + "participant.joined", joined)
    check("the customer", joined["ParticipantId"] == customer.id, joined)
    second = customer.open()

    sent = customer.say("Hello", ClientToken="once")
    customer.say("Hello", ClientToken="once")
    for item in (agent.item(), customer.item(), customer.item(second)):
        expected = {
            "Id": sent["Id"], "AbsoluteTime": sent["AbsoluteTime"], "Type": "MESSAGE",
            "ContentType": "text/plain", "Content": "Hello", "ParticipantId": customer.id,
            "ParticipantRole": "CUSTOMER", "DisplayName": "Customer",
            "ContactId": chat["contactId"], "InitialContactId": chat["contactId"],
        }
        check("a message", item == expected, item)
    for participant in both:
        participant.nothing()

    typing = agent.event("typing")
    for participant in both:
        item = participant.item()
        check("typing", item["Id"] == typing["Id"] and item["Type"] == "EVENT", item)
        check("no contact", "ContactId" not in item and "Content" not in item, item)
    for kind, count in (("delivered", 1), ("read", 2)):
        content = json.dumps({"messageId": sent["Id"]})
        agent.event(f"message.{kind}", Content=content)
        for participant in both:
            item = participant.item()
            check("a receipt", item["Type"] == "MESSAGEMETADATA", item)
            check("no sender", "ParticipantId" not in item and "ContactId" not in item, item)
            metadata = item["MessageMetadata"]
            check("its message", metadata["MessageId"] == sent["Id"], item)
            [receipt] = metadata["Receipts"]
            check("its times", len(receipt) == count + 1, receipt)
            check("its recipient", receipt["RecipientParticipantId"] == agent.id, receipt)

    upload = service.start_attachment_upload(
        ConnectionToken=agent.token, ContentType="text/csv", AttachmentSizeInBytes=3,
        AttachmentName="a.csv", ClientToken="once",
    )
    metadata = upload["UploadMetadata"]
    headers = metadata["HeadersToInclude"]
    put = urllib.request.Request(metadata["Url"], data=b"a,b", headers=headers, method="PUT")
    urllib.request.urlopen(put).close()
    attachment_id = upload["AttachmentId"]
    service.complete_attachment_upload(
        ConnectionToken=agent.token, AttachmentIds=[attachment_id], ClientToken="once"
    )
    for participant in both:
        item = participant.item()
        [found] = item["Attachments"]
        check("an attachment", (item["Type"], found["AttachmentId"]) == ("ATTACHMENT", attachment_id), item)
        check("no content type of its own", "ContentType" not in item, item)

    transcript = service.get_transcript(ConnectionToken=customer.token, SortOrder="ASCENDING")
    kinds = [item["Type"] for item in transcript["Transcript"]]
    check("the transcript", kinds == ["PARTICIPANT_JOINED", "MESSAGE", "ATTACHMENT"], kinds)

    service.disconnect_participant(ConnectionToken=customer.token)
    for participant in both:
        left, ended = participant.item(), participant.item()
        check("left", left["ContentType"] == EVENT + "participant.left", left)
        check("ended", ended["ContentType"] == EVENT + "chat.ended", ended)
        check("nobody is named", "ParticipantId" not in ended, ended)
        # The service closes no websocket.
        participant.nothing()
        check("the URL is void", refused(participant.url) == 403)


def what_clients_send():
    chat = control("POST", "/chats", {"participants": ["CUSTOMER"]})
    customer = Participant(chat["participants"][0])
    socket = customer.socket
    socket.send('{"topic":"aws/ping"}')
    pong = json.loads(socket.recv(WAIT))
    check("a ping", pong == {"topic": "aws/ping", "statusCode": 200, "statusContent": "OK"}, pong)
    check("a ping of the protocol", socket.ping().wait(WAIT))
    for frame in ("{}", "x", b"\xff"):
        socket.send(frame)
        found = json.loads(socket.recv(WAIT))
        check("forbidden", found["message"] == "Forbidden", found)
        check("its ids", set(found) == {"message", "connectionId", "requestId"}, found)
    socket.send([json.dumps(SUBSCRIBE)[:9], json.dumps(SUBSCRIBE)[9:], "]}})"])
    check("fragments", json.loads(socket.recv(WAIT))["content"]["status"] == "success")
    check("no compression", not socket.response.headers.get("Sec-WebSocket-Extensions"))
    customer.say("Hi \U0001f44b")
    check("its content", customer.item()["Content"] == "Hi \U0001f44b")


def a_dropped_websocket():
    chat = control("POST", "/chats", {"participants": ["CUSTOMER"]})
    customer = Participant(chat["participants"][0])
    control("POST", "/faults", {"fault": f"lose-push@{customer.id}"})
    customer.say("1")
    [socket] = [
        socket for socket in control("GET", "/websockets")["websockets"]
        if socket["participantId"] == customer.id
    ]
    control("POST", f"/websockets/{socket['websocketId']}/reset", {})
    try:
        customer.socket.recv(WAIT)
        check("the connection is reset", False)
    except websockets.exceptions.ConnectionClosedError as error:
        check("no close frame", error.rcvd is None, error)
    customer.socket = customer.open()
    customer.say("2")
    check("the next message", customer.item()["Content"] == "2")


def the_url():
    chat = control("POST", "/chats", {"participants": ["CUSTOMER"]})
    customer = Participant(chat["participants"][0])
    check("plain ws", customer.url.startswith("ws://127.0.0.1:"), customer.url.split("?")[0])
    now = control("GET", "/clock")["now"]
    expiry = datetime.datetime.fromisoformat(customer.expiry.replace("Z", "+00:00"))
    left = expiry - datetime.datetime.fromisoformat(now.replace("Z", "+00:00"))
    check("its lifetime", datetime.timedelta(seconds=90) < left <= datetime.timedelta(seconds=100), left)
    others = [customer.open() for _ in range(4)]
    check("the sixth", refused(customer.url) == 403)
    others[0].close()
    for _ in range(1000):
        if (status := refused(customer.url)) is None:
            break
    check("another one", status is None, status)
    control("POST", "/clock/advance", {"seconds": 100})
    check("the URL has expired", refused(customer.url) == 403)
    customer.nothing()


with sockets:
    for drive in (a_conversation, what_clients_send, a_dropped_websocket, the_url):
        drive()
print(f"boto3 {boto3.__version__} with websockets {websockets.__version__}: {checks} checks passed")

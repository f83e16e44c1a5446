"""A bot that replies to the customer of a chat."""


def reply(client, connection_token):
    """Replies to the latest message if it is from the customer."""
    page = client.get_transcript(ConnectionToken=connection_token, MaxResults=10)
    messages = [item for item in page["Transcript"] if item["Type"] == "MESSAGE"]
    if messages and messages[-1]["ParticipantRole"] == "CUSTOMER":
        client.send_message(
            ConnectionToken=connection_token,
            ContentType="text/plain",
            Content=f"You said: {messages[-1]['Content']}",
        )

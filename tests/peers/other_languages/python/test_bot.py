import botocore.exceptions
import pytest

from bot import reply


def test_the_bot_replies(chat, client):
    chat.customer_says("Hello?")
    reply(client, chat.bot["connectionToken"])
    assert chat.said() == ["CUSTOMER: Hello?", "CUSTOM_BOT: You said: Hello?"]


def test_a_throttled_reply_is_sent_once(service, chat, client):
    chat.customer_says("Hello?")
    service.control("POST", "/faults", fault="429@SendMessage")
    reply(client, chat.bot["connectionToken"])
    assert len(chat.said()) == 2


def test_the_end_of_a_chat_is_an_error(service, chat, client):
    service.control("POST", f"/chats/{chat.contact_id}/end")
    with pytest.raises(botocore.exceptions.ClientError, match="AccessDenied"):
        reply(client, chat.bot["connectionToken"])

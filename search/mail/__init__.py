"""The outbox: mails as rows, written, sent and tried again."""

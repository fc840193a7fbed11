"""Words of this room that pages and mails share."""

int mail_send(int id);

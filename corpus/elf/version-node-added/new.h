int mail_send(int id);
int mail_forward(int id);

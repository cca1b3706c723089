int send(int channel);
int receive(int channel);

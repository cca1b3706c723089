int fill(int count);
int limit();
int share();

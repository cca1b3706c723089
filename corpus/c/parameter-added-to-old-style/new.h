int fill(int count);
int limit(int most);
int share();

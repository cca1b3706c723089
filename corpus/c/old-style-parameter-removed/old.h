int limit();
int share(int most);

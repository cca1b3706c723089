int list_insert(int item);
int list_add(int item);

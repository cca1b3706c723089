int list_insert(int item);

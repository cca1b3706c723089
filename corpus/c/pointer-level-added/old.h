void find_slot(int *out);

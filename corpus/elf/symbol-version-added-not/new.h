int lock_take(int id);
int lock_try(int id);

int lock_take(int id);

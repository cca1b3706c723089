int door_lock(int id);
int door_locked(void);

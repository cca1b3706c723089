int stamp_make(int day);
int stamp_create(int day);

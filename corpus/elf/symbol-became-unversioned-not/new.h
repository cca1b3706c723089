int disk_read(int sector);
int disk_write(int sector);

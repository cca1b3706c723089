int crc_update(int crc, int byte);
int crc_table(int index);

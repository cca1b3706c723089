int checksum(const unsigned char *bytes, int count);

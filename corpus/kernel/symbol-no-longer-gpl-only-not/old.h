int rtc_read(int field);
int rtc_write(int field);

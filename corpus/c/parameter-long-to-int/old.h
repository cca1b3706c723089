long seek_to(long position);

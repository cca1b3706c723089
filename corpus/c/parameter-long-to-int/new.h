long seek_to(int position);

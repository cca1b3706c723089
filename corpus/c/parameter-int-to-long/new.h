long seek_by(long distance);

long seek_by(int distance);
